"""Is this number right? The claim, the rule of its verdict, the nearest statements and the reason in words."""
