"""The reverse proxy of `api/OPERATIONS.md`, run as it is written there."""
