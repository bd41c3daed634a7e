"""The interface for programs, `/api/v1`: what pages show and take, as JSON, by the same rules and services."""
