"""Read claims from running text and verify them.

`texts.verify_text` is asked; below it, in the order in which a text is read:

1. `tokens` takes a text apart; `times` finds its dates (`spoken`: as they are told) and `numbers` its numbers
   (`numerals`: as they are written, `labels`: those that only name something).
2. `marked` and `sentence` hold a sentence with both marked; `clauses` parts it into statements, `segments` into numbers, and
   `passages` gives each number the words about it.
3. `passage_reader` reads a passage by the question that its words make (`api.questions`): what it counts
   (`measure_finder`, `measures`, `nouns`), of whom (`subjects`) and when (`passage_times`). `claim_reader` makes claims of
   that: about which records (`targets`), at which time (`moments`), of which part (`narrowing`). What has no place in
   this refuses the number (`leftovers`, `strangers`, `refusals`). `records` knows what is held of whom.
4. `passage_readings` are the readings of a number; `judging` verifies them, and decides what is answered.

`words` and `language` hold the words all this goes by, which are data: `[sentences]` in `words.toml`.
"""
