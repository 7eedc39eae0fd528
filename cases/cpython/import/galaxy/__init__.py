__all__ = ["star", "dust"]
dust = 1
