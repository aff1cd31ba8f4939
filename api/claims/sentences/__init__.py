"""Read claims from running text and verify them.

`texts.verify_text` is asked; below it, in the order in which a text is read:

1. `tokens` takes a text apart; `times` finds its dates (`spoken`: as they are told) and `numbers` its numbers
   (`numerals`: as they are written, `labels`: those that only name something).
2. `marked` and `sentence` hold a sentence with both marked; `clauses` parts it into statements, `segments` into numbers, and
   `passages` gives each number the words about it.
3. `reading` reads a passage as a claim, by the question that its words make (`api.questions`): what it counts
   (`measures`, `nouns`), of whom (`subjects`, `targets`), when (`telling`, `moments`) and of which part (`narrowing`).
   What has no place in this refuses the number. `records` knows what is held of whom.
4. `understood` is one reading of a number; `judging` verifies the readings of a number, and decides what is answered of them.

`words` and `language` hold the words all this goes by, which are data: `[sentences]` in `words.toml`.
"""
