"""The catalogue's tables, beside the readings in the same SQLite file.

`DRAFTS` hold what is needed while compiling, of what is compiled, in SQLite's own temporary file, and are dropped
afterwards; `claim`, `tie` and `compiled_source` tell the next compilation what a change touches (see touched.py);
`ENTRIES` are what the archive answers from: each entry stands ready, encoded, in its `card`, a filing's signatures in
`mentions`; the other columns order and find it.
"""

DRAFTS = ("draft", "draft_file", "named", "spelling")

ENTRIES = ("filing", "filing_source", "filing_company", "company", "officer", "officer_name", "officer_company",
           "mention", "redirect", "duplicate", "claim", "tie", "compiled_source", "compiled")  # fmt: skip

DRAFTING = """
CREATE TEMP TABLE draft (
    source INTEGER PRIMARY KEY, accession TEXT, rank INTEGER NOT NULL, certifications INTEGER NOT NULL,
    path TEXT NOT NULL, content TEXT NOT NULL, whole INTEGER NOT NULL, filing INTEGER, same INTEGER
);
CREATE INDEX temp.draft_accession ON draft (accession);
CREATE TEMP TABLE draft_file (sha256 TEXT NOT NULL, source INTEGER NOT NULL);
CREATE INDEX temp.draft_file_sha256 ON draft_file (sha256);
CREATE TEMP TABLE named (
    filing INTEGER NOT NULL, place INTEGER NOT NULL, company TEXT NOT NULL, dated TEXT NOT NULL,
    registrant BLOB NOT NULL
);
CREATE INDEX temp.named_company ON named (company, dated, filing);
CREATE INDEX temp.named_filing ON named (filing, place);
CREATE TEMP TABLE spelling (
    folded TEXT NOT NULL, cik TEXT NOT NULL, PRIMARY KEY (folded, cik)) WITHOUT ROWID;
"""

SCHEMA = """
CREATE TABLE compiled (fingerprint TEXT NOT NULL, program TEXT NOT NULL);
CREATE TABLE filing (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, dated TEXT NOT NULL, company TEXT NOT NULL DEFAULT '',
    period TEXT, certifications INTEGER NOT NULL, s302 INTEGER NOT NULL, s906 INTEGER NOT NULL,
    size INTEGER, card BLOB, mentions BLOB
);
CREATE INDEX filing_order ON filing (dated DESC, address DESC);
CREATE INDEX filing_period ON filing (period, company, address);
CREATE TABLE filing_source (filing INTEGER NOT NULL, place INTEGER NOT NULL, source INTEGER NOT NULL,
    PRIMARY KEY (filing, place)) WITHOUT ROWID;
CREATE TABLE filing_company (
    company TEXT NOT NULL, dated TEXT NOT NULL, address TEXT NOT NULL, filing INTEGER NOT NULL,
    PRIMARY KEY (company, dated, address)) WITHOUT ROWID;
CREATE TABLE company (
    key TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, card BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX company_order ON company (folded, address);
CREATE TABLE mention (
    id INTEGER PRIMARY KEY, filing INTEGER NOT NULL, company TEXT NOT NULL, normal TEXT NOT NULL, dated TEXT NOT NULL,
    officer INTEGER, whole INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE INDEX mention_filing ON mention (filing);
CREATE INDEX mention_company ON mention (company, normal);
CREATE INDEX mention_officer ON mention (officer, dated DESC);
CREATE TABLE officer (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, company TEXT NOT NULL, surname TEXT NOT NULL,
    given TEXT NOT NULL, company_folded TEXT NOT NULL, card BLOB NOT NULL
);
CREATE INDEX officer_order ON officer (surname, given, company_folded, address);
CREATE TABLE officer_name (normal TEXT NOT NULL, officer INTEGER NOT NULL, address TEXT NOT NULL,
    PRIMARY KEY (normal, address)) WITHOUT ROWID;
CREATE INDEX officer_name_officer ON officer_name (officer);
CREATE TABLE officer_company (company TEXT NOT NULL, officer INTEGER NOT NULL,
    PRIMARY KEY (company, officer)) WITHOUT ROWID;
CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL, claimed INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX redirect_new ON redirect (new, old);
CREATE TABLE duplicate (
    source INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT, code TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE claim (address TEXT NOT NULL, filing INTEGER NOT NULL, normal TEXT);
CREATE INDEX claim_address ON claim (address);
CREATE INDEX claim_filing ON claim (filing);
CREATE TABLE tie (tie TEXT NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (tie, source)) WITHOUT ROWID;
CREATE INDEX tie_source ON tie (source);
CREATE TABLE compiled_source (key TEXT PRIMARY KEY, source INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX compiled_source_source ON compiled_source (source);
CREATE INDEX filing_source_source ON filing_source (source);
CREATE INDEX filing_company_filing ON filing_company (filing);
CREATE INDEX officer_company_officer ON officer_company (officer);
CREATE INDEX duplicate_source ON duplicate (source);
CREATE INDEX officer_of_company ON officer (company);
CREATE INDEX filing_by_company ON filing (company, dated, address);
"""
