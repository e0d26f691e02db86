"""Pages and pictures of a patient's record: what stands on them, and how they are drawn."""
