"""The Bot API methods that the simulator plays, one function each. Holds no HTTP."""
