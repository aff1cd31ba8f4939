"""What is stored, one file per subject: `…Row` is the table of what `…Facts` in `api/facts` describes."""
