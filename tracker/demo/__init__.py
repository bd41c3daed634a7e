"""Makes the people of the demo: believable, the same ones every time, their diaries dated back from today."""

from tracker.demo.building import DemoRefused, DemoSignIn, build_demo

__all__ = ["DemoRefused", "DemoSignIn", "build_demo"]
