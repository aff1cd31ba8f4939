"""Injection attacks, each around a word that no record has: a hit means that one broke out."""

NOWHERE = "zzqx"

QUOTES = [
    "zzqx'",
    'zzqx"',
    "zzqx`",
    "zzqx' OR '1'='1",
    'zzqx" OR "1"="1',
    "zzqx') OR ('1'='1",
    "zzqx' OR 1=1--",
    "zzqx'/**/OR/**/1=1#",
    "' OR code IS NOT NULL OR 'zzqx'='",
    "zzqx\\' OR 1=1--",
    "zzqx' || (SELECT name FROM mission LIMIT 1) || '",
]
STATEMENTS = [
    "zzqx' UNION SELECT code, name, 1, 1 FROM source--",
    "zzqx') UNION ALL SELECT sql FROM sqlite_master--",
    "zzqx'; DROP TABLE mission;--",
    "zzqx'; ATTACH DATABASE '/tmp/zzqx' AS zzqx;--",
    "zzqx'; PRAGMA query_only=OFF;--",
    "zzqx' AND 1=randomblob(1000000000)--",
    "zzqx' AND (SELECT count(*) FROM link a, link b, link c)>0--",
    "zzqx' AND load_extension('zzqx')--",
]
# In LIKE these would stand for any text; no name of the samples holds them.
WILDCARDS = ["%", "_", "%%", "____", "\\%", "[a-z]", "zzqx%", "%_zzqx"]
FULL_TEXT = [
    "zzqx OR sample",
    "sample NOT zzqx",
    "sample AND zzqx",
    "NEAR(sample zzqx, 5)",
    "zzqx*",
    "^zzqx",
    "{name} : zzqx",
    "name:zzqx",
    "-zzqx",
    '"zzqx',
    "zzqx + sample",
    "(zzqx",
    "zzqx) OR (sample",
    "*zzqx**",
]
PLACEHOLDERS = ["zzqx :words ?1 @a $a", "zzqx %(wanted)s %s %n", "zzqx{0.__class__}"]
TEMPLATES = ["zzqx{{7*7}}", "zzqx${7*7}", "zzqx#{7*7}", "zzqx<%= 7*7 %>", "zzqx{%print(7*7)%}"]
LETTERS = [
    "zzqx\0' OR 1=1--",
    "zzqx\N{FULLWIDTH APOSTROPHE} OR 1=1--",
    "zzqx\N{RIGHT SINGLE QUOTATION MARK} OR 1=1--",
    "zzqx\N{MODIFIER LETTER APOSTROPHE} OR 1=1--",
    "zzqx\N{RIGHT-TO-LEFT OVERRIDE}' OR 1=1--",
    "zzqx\r\n' OR 1=1--",
]
# Bytes that are no UTF-8: half a letter that would swallow a quote, an overlong quote, half a pair.
BYTES = [b"zzqx\xbf' OR 1=1--", b"zzqx\xc0\xa7 OR 1=1--", b"zzqx\xed\xa0\x80' OR 1=1--"]

CORPUS = [
    *(
        text.encode()
        for texts in (
            QUOTES,
            STATEMENTS,
            WILDCARDS,
            FULL_TEXT,
            PLACEHOLDERS,
            TEMPLATES,
            LETTERS,
        )
        for text in texts
    ),
    *BYTES,
]
# What every parameter is asked that takes only certain words, and every code.
CORE = [CORPUS[3], CORPUS[13]]

CLIMBING = [
    "..",
    "%2e%2e",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e%2f%2e%2e%2fpyproject.toml",
    "..%5c..%5cpyproject.toml",
    "..;/pyproject.toml",
    "....//....//pyproject.toml",
    "%252e%252e%252fpyproject.toml",
    "%c0%ae%c0%ae%c0%afpyproject.toml",
    "%e0%80%ae%e0%80%ae/pyproject.toml",
    "%u002e%u002e/pyproject.toml",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "%5c%5clocalhost%5cc$",
    "file:%2f%2f%2fetc%2fpasswd",
    "docs.js%00.html",
    "%00",
    "x" * 300,
]
