"""The SQLModel tables, one file per subject: `…Row` stores what `…Facts` in `api/facts` describes."""
