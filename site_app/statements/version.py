"""Versions of the engine's rules and of the renderer. Stored with statements and sealed with editions."""

ENGINE_VERSION = "2026.3"
RENDERER_VERSION = "2026.1"
