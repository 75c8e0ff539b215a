"""What the owner sees at a glance: counted in `counts`, drawn in `drawing`, put together in `overview`."""
