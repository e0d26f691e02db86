"""Every sentence a person reads, declared; one module per domain, more where one got too long."""
