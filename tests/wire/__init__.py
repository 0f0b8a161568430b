"""The bot as a process of its own, over sockets, against the rig's loopback Discord."""
