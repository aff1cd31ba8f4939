"""Published releases: their logs, what changed between them, and the command that logs one."""
