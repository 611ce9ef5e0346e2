-- A ledger of schema 1 with one page of the invented press and a judgement, as the first version wrote it. Never edited.
PRAGMA application_id = 1330532931;
CREATE TABLE migrations (
  -- The steps that made this schema.
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied TEXT NOT NULL -- ISO 8601, UTC
);
CREATE TABLE runs (
  -- One sitting of a model over pages: what found what.
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL, -- name@digest of the model
  code TEXT NOT NULL, -- version of onrecord
  started TEXT NOT NULL -- ISO 8601, UTC
);
CREATE TABLE pages (
  -- Every page as it came. Append-only.
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- SHA-256 (hex) of the URL and a line break, if the URL is known, and the raw bytes: the document's id
  digest TEXT NOT NULL, -- SHA-256 (hex) of the raw bytes
  source TEXT NOT NULL, -- what was given: a path, a URL, a line of a file
  url TEXT, -- where it stood
  media TEXT NOT NULL, -- text/plain or text/html
  fetched TEXT, -- when it was fetched, ISO 8601, UTC
  headers TEXT NOT NULL, -- HTTP headers as JSON pairs, in order
  given TEXT NOT NULL, -- what the user said of the page (headline, publisher, ...), JSON
  size INTEGER NOT NULL, -- bytes of the page
  raw BLOB NOT NULL, -- the bytes, compressed (zlib)
  recorded TEXT NOT NULL -- when it was added, ISO 8601, UTC
);
CREATE INDEX pages_url ON pages(url);
CREATE TABLE texts (
  -- Versions of the text that was made of a page. Append-only: offsets of older findings keep their text.
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages(id),
  text_id TEXT NOT NULL, -- SHA-256 (hex) of the text
  headline TEXT,
  text TEXT NOT NULL,
  UNIQUE (page, text_id)
);
CREATE TABLE readings (
  -- One run over one page: what it made of the page as a whole. Append-only.
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs(id),
  page INTEGER NOT NULL REFERENCES pages(id),
  text INTEGER NOT NULL REFERENCES texts(id),
  document TEXT NOT NULL, -- JSON of the format's document, without its text
  entities TEXT, -- JSON
  collisions TEXT, -- JSON
  headline_check TEXT -- JSON
);
CREATE INDEX readings_page ON readings(page);
CREATE INDEX readings_run ON readings(run);
CREATE TABLE documents (
  -- Each page as its latest reading has it. Derived from readings.
  id INTEGER PRIMARY KEY REFERENCES pages(id),
  key TEXT NOT NULL UNIQUE, -- the document's id: pages.key
  headline TEXT,
  publisher TEXT,
  site TEXT, -- host of the URL
  published TEXT, -- ISO 8601, as exact as is known
  url TEXT,
  byline TEXT, -- names, joined by a semicolon
  wire_credit TEXT,
  language TEXT,
  genre TEXT,
  outcome TEXT NOT NULL, -- ok, or why there are no statements
  text INTEGER NOT NULL REFERENCES texts(id),
  reading INTEGER NOT NULL REFERENCES readings(id) -- the latest
);
CREATE INDEX documents_text ON documents(text);
CREATE INDEX documents_reading ON documents(reading);
CREATE TABLE statements (
  -- Who said what: one row a statement, as its latest finding and the last judgement have it. Derived from findings and judgements.
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- the statement's id: of the document's id and the content, cue and source spans
  document INTEGER NOT NULL REFERENCES documents(id),
  text INTEGER NOT NULL REFERENCES texts(id), -- the version its offsets count in
  current INTEGER NOT NULL, -- 1: it stands; 0: a later run found other boundaries, or a person rejected it
  judgement TEXT, -- the last judgement that stands on it: accept, reject, correct
  speaker TEXT,
  content TEXT NOT NULL, -- its words; where it is cut by others, an ellipsis
  act TEXT,
  outlet TEXT, -- who published the page
  site TEXT, -- host of the page's URL
  day TEXT, -- when it was said, or else published: 2026-03-04
  month TEXT, -- the same as one word for the index: 202603
  kind TEXT NOT NULL, -- direct, indirect, mixed
  speaker_type TEXT,
  speaker_role TEXT,
  entity TEXT, -- entities.entity
  cue TEXT,
  source TEXT,
  polarity TEXT,
  said_on TEXT, -- the day the page says it was said
  confidence REAL NOT NULL, -- calibrated probability that the relation is right
  parent TEXT, -- key of the statement in which this one is reported
  start INTEGER NOT NULL, -- of the content in texts.text, code points
  "end" INTEGER NOT NULL,
  words INTEGER NOT NULL -- of the content
);
CREATE INDEX statements_document ON statements(document);
CREATE INDEX statements_text ON statements(text);
CREATE INDEX statements_day ON statements(day);
CREATE TABLE findings (
  -- Which reading found which statement, and all it said of it. Append-only.
  id INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  found TEXT NOT NULL -- JSON of the format's statement; its spans' words are in texts.text
);
CREATE INDEX findings_reading ON findings(reading);
CREATE INDEX findings_statement ON findings(statement);
CREATE TABLE spans (
  -- The words behind every field: texts.text[start:end] is words. Derived from findings.
  statement INTEGER NOT NULL REFERENCES statements(id),
  role TEXT NOT NULL, -- content, cue, source, speaker (evidence), act (evidence), said_on (evidence), condition, hop
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (statement, role, n)
) WITHOUT ROWID;
CREATE TABLE hops (
  -- Through whom a statement reached the page, nearest to the speaker first; evidence: spans with role hop. Derived from findings.
  statement INTEGER NOT NULL REFERENCES statements(id),
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  relation TEXT NOT NULL,
  PRIMARY KEY (statement, n)
) WITHOUT ROWID;
CREATE INDEX hops_name ON hops(name);
CREATE TABLE conditions (
  -- The terms on which a statement depends; evidence: spans with role condition. Derived from findings.
  statement INTEGER NOT NULL REFERENCES statements(id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (statement, n)
) WITHOUT ROWID;
CREATE TABLE entities (
  -- Whom a document speaks of, as its latest reading has them. Derived from readings.
  document INTEGER NOT NULL REFERENCES documents(id),
  entity TEXT NOT NULL, -- id within the document
  name TEXT NOT NULL,
  type TEXT,
  roles TEXT NOT NULL, -- JSON
  aliases TEXT NOT NULL, -- JSON
  wikidata TEXT,
  PRIMARY KEY (document, entity)
) WITHOUT ROWID;
CREATE INDEX entities_name ON entities(name);
CREATE TABLE judgements (
  -- What a person said of a statement. Append-only: a later one supersedes.
  id INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statements(id),
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'correct')),
  by TEXT NOT NULL,
  at TEXT NOT NULL, -- ISO 8601, UTC
  why TEXT,
  corrected TEXT -- fields with their right values, JSON
);
CREATE INDEX judgements_statement ON judgements(statement);
CREATE TABLE anchors (
  -- Where a judgement stands since a reading moved the boundaries of its statement. Append-only; the latest row counts.
  id INTEGER PRIMARY KEY,
  judgement INTEGER NOT NULL REFERENCES judgements(id),
  statement INTEGER NOT NULL REFERENCES statements(id),
  reading INTEGER NOT NULL REFERENCES readings(id),
  overlap REAL NOT NULL -- Jaccard index of the contents
);
CREATE INDEX anchors_judgement ON anchors(judgement);
CREATE INDEX anchors_statement ON anchors(statement);
CREATE VIRTUAL TABLE statements_fts USING fts5 (
  content, speaker, act, outlet, site, month, content="statements", content_rowid="id", tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER statements_new AFTER INSERT ON statements WHEN new.current BEGIN
  INSERT INTO statements_fts (rowid, content, speaker, act, outlet, site, month)
  VALUES (new.id, new.content, new.speaker, new.act, new.outlet, new.site, new.month);
END;
CREATE TRIGGER statements_changed AFTER UPDATE ON statements BEGIN
  INSERT INTO statements_fts (statements_fts, rowid, content, speaker, act, outlet, site, month)
  SELECT 'delete', old.id, old.content, old.speaker, old.act, old.outlet, old.site, old.month WHERE old.current;
  INSERT INTO statements_fts (rowid, content, speaker, act, outlet, site, month)
  SELECT new.id, new.content, new.speaker, new.act, new.outlet, new.site, new.month WHERE new.current;
END;
CREATE VIRTUAL TABLE texts_fts USING fts5 (
  headline, text, content="texts", content_rowid="id", tokenize="porter unicode61 remove_diacritics 2"
);
CREATE TRIGGER texts_new AFTER INSERT ON texts BEGIN
  INSERT INTO texts_fts (rowid, headline, text) VALUES (new.id, new.headline, new.text);
END;
CREATE VIRTUAL TABLE grams USING fts5 (keys, content="", detail=none, tokenize="ascii");
INSERT INTO migrations VALUES (1, 'pages, statements, findings, judgements', '2026-11-23T19:01:22+00:00');
INSERT INTO runs VALUES (1, 'invented-1@0123456789ab', '0.1', '2026-11-23T19:01:22Z');
INSERT INTO pages VALUES (1, '039781638c318cc9182119690d96298fca923012ffd93d97c44445c062f4f318', '2d60a8b070fd005ab95063fbad4afd2e9ca9dd024cf6da43f8dfc46560f9603a', 'day-1.txt', 'https://www.news.norpress.example/1', 'text/plain', '2026-03-06T08:00:00Z', '[["Content-Type","text/plain"],["Server","press/1"]]', '{}', 612, x'789cad90414ec4300c45f7738a7f801112028e80c40621a1117bb771a7665267e4a45375370781cbcd49704a1142ac9058b5897fecf7fc40d6a4d150281ef21681665c6f3697f39b74283d4393f9c71447618364b431650ee89261122d7ee975059fd8667434489ca1e3d078e106a401992482f6248a66463e9ae8bec615eb08c9d173193d9d1825e1e80cb57dad191f492c23693d8a214d0a6adb346ad95eceefb57bc02e0d94f164278ea14677fd68d955ae1693899d34465729c8ec3fb571ffe59d1c726e5298d1b04fe5a55afbb78edd7bdb55e67691997aaeeba8a11913b97f581e342661cf58a9cba8cab19e9465c9a74fd532a56fea47b1571af04cf9f01bbaa63b36dfe930e6f2f725aed4770bb5a645d007adb89d64a71afcf97f0add874078f10df34f9f0f0678dfb8', '2026-11-23T19:01:22Z');
INSERT INTO texts VALUES (1, 1, '525393fee3a304ccaaa811c47c8dbe19688b915b96b4c687ba0cc260f2cb79ee', 'Harbour talks, day 1', 'Harbour talks, day 1

“if the northern pier is closed for winter then every family number 3 and sail again by spring even if the islands have to pay for the repairs on their own account,” said Tomas Orveld on Thursday.

“we will not sell the harbour to anybody before the council has number 4 and whether they wanted the bridge or the tunnel or neither of the two,” said Mirjam Rask on Thursday.

“the ferry must sail again by spring even if the islands have to number 5 and nobody asked the fishermen whether they wanted the bridge or the tunnel or neither of the two,” said Edda Velle on Thursday.');
INSERT INTO readings VALUES (1, 1, 1, 1, '{"id":"039781638c318cc9182119690d96298fca923012ffd93d97c44445c062f4f318","text_id":"525393fee3a304ccaaa811c47c8dbe19688b915b96b4c687ba0cc260f2cb79ee","source":"day-1.txt","blocks":[[0,20,"headline"],[22,218,"paragraph"],[220,395,"paragraph"],[397,599,"paragraph"]],"outcome":"ok","given_id":null,"genre":null,"section":null,"url":"https://www.news.norpress.example/1","canonical_url":null,"headline":"Harbour talks, day 1","headline_span":[0,20],"byline":["Ann Hale"],"publisher":"Norpress","wire_credit":[],"published":"2026-02-02T09:30:00+00:00","modified":null,"fetched":"2026-03-06T08:00:00Z","language":null}', '[{"id":"e0","name":"Tomas Orveld","type":"person","roles":["mayor"],"aliases":["Orveld"],"mentions":[[193,205]]},{"id":"e1","name":"Mirjam Rask","type":"person","roles":["mayor"],"aliases":["Rask"],"mentions":[[371,382]]},{"id":"e2","name":"Edda Velle","type":"person","roles":["mayor"],"aliases":["Velle"],"mentions":[[576,586]]}]', '[]', NULL);
INSERT INTO documents VALUES (1, '039781638c318cc9182119690d96298fca923012ffd93d97c44445c062f4f318', 'Harbour talks, day 1', 'Norpress', 'news.norpress.example', '2026-02-02T09:30:00+00:00', 'https://www.news.norpress.example/1', 'Ann Hale', NULL, NULL, NULL, 'ok', 1, 1);
INSERT INTO statements VALUES (1, '2bcc579172fb015b9d4d76ee02e38145', 1, 1, 1, 'accept', 'Tomas Orveld', 'if the northern pier is closed for winter then every family number 3 and sail again by spring even if the islands have to pay for the repairs on their own account', 'refuse', 'Norpress', 'news.norpress.example', '2026-02-02', '202602', 'direct', 'person', 'mayor', 'e0', 'said', 'Tomas Orveld', 'neutral', NULL, 0.9, NULL, 23, 185, 32);
INSERT INTO statements VALUES (2, 'cd4518c18a8140ce3fb62fd2582f5d31', 1, 1, 1, NULL, 'Mirjam Rask', 'we will not sell the harbour to anybody before the council has number 4 and whether they wanted the bridge or the tunnel or neither of the two', 'demand', 'Norpress', 'news.norpress.example', '2026-02-02', '202602', 'direct', 'person', 'mayor', 'e1', 'said', 'Mirjam Rask', 'neutral', NULL, 0.9, NULL, 221, 363, 28);
INSERT INTO statements VALUES (3, '2b8c43f45056dbf647459afa3ef3fa0b', 1, 1, 1, NULL, 'Edda Velle', 'the ferry must sail again by spring even if the islands have to number 5 and nobody asked the fishermen whether they wanted the bridge or the tunnel or neither of the two', 'promise', 'Norpress', 'news.norpress.example', '2026-02-02', '202602', 'direct', 'person', 'mayor', 'e2', 'said', 'Edda Velle', 'neutral', NULL, 0.9, NULL, 398, 568, 33);
INSERT INTO findings VALUES (1, 1, 1, '{"id":"2bcc579172fb015b9d4d76ee02e38145","kind":"direct","content":[[23,185]],"cue":[[188,192]],"source":[[193,205]],"confidence":0.9,"speaker":{"name":"Tomas Orveld","entity":"e0","type":"person","role":"mayor","evidence":[[193,205]]},"via":[{"name":"Norpress","relation":"told","evidence":[206,217]}],"act":"refuse","polarity":"neutral","conditions":[],"act_evidence":[[188,192]]}');
INSERT INTO findings VALUES (2, 1, 2, '{"id":"cd4518c18a8140ce3fb62fd2582f5d31","kind":"direct","content":[[221,363]],"cue":[[366,370]],"source":[[371,382]],"confidence":0.9,"speaker":{"name":"Mirjam Rask","entity":"e1","type":"person","role":"mayor","evidence":[[371,382]]},"via":[],"act":"demand","polarity":"neutral","conditions":[],"act_evidence":[[366,370]]}');
INSERT INTO findings VALUES (3, 1, 3, '{"id":"2b8c43f45056dbf647459afa3ef3fa0b","kind":"direct","content":[[398,568]],"cue":[[571,575]],"source":[[576,586]],"confidence":0.9,"speaker":{"name":"Edda Velle","entity":"e2","type":"person","role":"mayor","evidence":[[576,586]]},"via":[{"name":"Norpress","relation":"told","evidence":[587,598]}],"act":"promise","polarity":"neutral","conditions":[[398,405,"if"]],"act_evidence":[[571,575]]}');
INSERT INTO spans VALUES (1, 'act', 0, 188, 192, 'said');
INSERT INTO spans VALUES (1, 'content', 0, 23, 185, 'if the northern pier is closed for winter then every family number 3 and sail again by spring even if the islands have to pay for the repairs on their own account');
INSERT INTO spans VALUES (1, 'cue', 0, 188, 192, 'said');
INSERT INTO spans VALUES (1, 'hop', 0, 206, 217, 'on Thursday');
INSERT INTO spans VALUES (1, 'source', 0, 193, 205, 'Tomas Orveld');
INSERT INTO spans VALUES (1, 'speaker', 0, 193, 205, 'Tomas Orveld');
INSERT INTO spans VALUES (2, 'act', 0, 366, 370, 'said');
INSERT INTO spans VALUES (2, 'content', 0, 221, 363, 'we will not sell the harbour to anybody before the council has number 4 and whether they wanted the bridge or the tunnel or neither of the two');
INSERT INTO spans VALUES (2, 'cue', 0, 366, 370, 'said');
INSERT INTO spans VALUES (2, 'source', 0, 371, 382, 'Mirjam Rask');
INSERT INTO spans VALUES (2, 'speaker', 0, 371, 382, 'Mirjam Rask');
INSERT INTO spans VALUES (3, 'act', 0, 571, 575, 'said');
INSERT INTO spans VALUES (3, 'condition', 0, 398, 405, 'the fer');
INSERT INTO spans VALUES (3, 'content', 0, 398, 568, 'the ferry must sail again by spring even if the islands have to number 5 and nobody asked the fishermen whether they wanted the bridge or the tunnel or neither of the two');
INSERT INTO spans VALUES (3, 'cue', 0, 571, 575, 'said');
INSERT INTO spans VALUES (3, 'hop', 0, 587, 598, 'on Thursday');
INSERT INTO spans VALUES (3, 'source', 0, 576, 586, 'Edda Velle');
INSERT INTO spans VALUES (3, 'speaker', 0, 576, 586, 'Edda Velle');
INSERT INTO hops VALUES (1, 0, 'Norpress', 'told');
INSERT INTO hops VALUES (3, 0, 'Norpress', 'told');
INSERT INTO conditions VALUES (3, 0, 'if', 'the fer');
INSERT INTO entities VALUES (1, 'e0', 'Tomas Orveld', 'person', '["mayor"]', '["Orveld"]', NULL);
INSERT INTO entities VALUES (1, 'e1', 'Mirjam Rask', 'person', '["mayor"]', '["Rask"]', NULL);
INSERT INTO entities VALUES (1, 'e2', 'Edda Velle', 'person', '["mayor"]', '["Velle"]', NULL);
INSERT INTO judgements VALUES (1, 1, 'accept', 'Ann', '2026-11-23T19:01:22Z', NULL, NULL);
INSERT INTO grams (rowid, keys) VALUES (1, 'a930bb2c a223b0b0 143d32af 43f79d99 831bcf35 9b31704d a72b88ea 51311eb0 36fbf4ed 6029c0c6 d5f2b309 3918e4d6 b77775c3 1e4f867c 4172a5af 3aacfc66 f89d994e b68e3903 f7c4f602 e04a00e1 86763b24 17514abd 41977f98 0d809009 ff16f7bc 060b9c49 807d0072 13f24705 9e07ac1d 5f9ede5a');
INSERT INTO grams (rowid, keys) VALUES (2, 'c598f480 3ddbe952 bf5a0750 e4b19123 9c24fedb 76dc450a 81992070 420822df 0e113f88 e36ed935 4445995c 984a37ed 8b3838c6 eeaa6c08 1cf5a352 5d92b0e7 1da269d1 6f6fb097 67db858d 2c0d548f 430abcab d130b66d 3f3a7e16 6cf98e2d 07cbb67d f682d08b');
INSERT INTO grams (rowid, keys) VALUES (3, '3a8a562e 6248ca2a 263a539c 4172a5af 3aacfc66 f89d994e b68e3903 f7c4f602 e04a00e1 86763b24 17514abd 54985118 337263e1 b6581176 932bf011 47a577a0 f153851c 4485fb69 dbb7933a ab589947 5d92b0e7 1da269d1 6f6fb097 67db858d 2c0d548f 430abcab d130b66d 3f3a7e16 6cf98e2d 07cbb67d f682d08b');
