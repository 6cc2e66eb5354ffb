CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0013');
CREATE TABLE alert_findings (
	alert_id INTEGER NOT NULL, 
	finding BIGINT NOT NULL, 
	CONSTRAINT pk_alert_findings PRIMARY KEY (alert_id, finding), 
	CONSTRAINT fk_alert_findings_alert_id FOREIGN KEY(alert_id) REFERENCES outbox (id), 
	CONSTRAINT fk_alert_findings_finding FOREIGN KEY(finding) REFERENCES findings (seq)
);
CREATE TABLE articles (
	id INTEGER NOT NULL, 
	url_key VARCHAR(64) NOT NULL, 
	canonical_url TEXT NOT NULL, 
	url TEXT NOT NULL, 
	source TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	camp TEXT NOT NULL, 
	first_read_at VARCHAR(27) NOT NULL, 
	rereads INTEGER NOT NULL, 
	reread_at VARCHAR(27), 
	language TEXT NOT NULL, 
	story_id INTEGER, 
	signature TEXT, 
	latest INTEGER NOT NULL, 
	lease_owner VARCHAR(80), 
	lease_until VARCHAR(27), 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT uq_articles_url_key UNIQUE (url_key)
);
CREATE TABLE bands (
	band TEXT NOT NULL, 
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_bands PRIMARY KEY (band, article_id), 
	CONSTRAINT fk_bands_article_id FOREIGN KEY(article_id) REFERENCES articles (id)
);
CREATE TABLE channels (
	name TEXT NOT NULL, 
	failures INTEGER NOT NULL, 
	paused_until VARCHAR(27), 
	down_since VARCHAR(27), 
	why TEXT NOT NULL, 
	last_good VARCHAR(27), 
	CONSTRAINT pk_channels PRIMARY KEY (name)
);
CREATE TABLE commits (
	token VARCHAR(32) NOT NULL, 
	at VARCHAR(27) DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	CONSTRAINT pk_commits PRIMARY KEY (token)
);
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	alert_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	done BOOLEAN NOT NULL, 
	receipt TEXT NOT NULL, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT fk_deliveries_alert_id FOREIGN KEY(alert_id) REFERENCES outbox (id)
);
CREATE TABLE digests (
	day VARCHAR(10) NOT NULL, 
	since VARCHAR(27) NOT NULL, 
	until VARCHAR(27) NOT NULL, 
	alert_id INTEGER NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (day), 
	CONSTRAINT fk_digests_alert_id FOREIGN KEY(alert_id) REFERENCES outbox (id)
);
CREATE TABLE doubts (
	document TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	why TEXT NOT NULL, 
	finding INTEGER NOT NULL, 
	CONSTRAINT pk_doubts PRIMARY KEY (document, unit)
);
CREATE TABLE duties (
	name TEXT NOT NULL, 
	done_at VARCHAR(27), 
	owner VARCHAR(80), 
	since VARCHAR(27), 
	until VARCHAR(27), 
	CONSTRAINT pk_duties PRIMARY KEY (name)
);
CREATE TABLE entries (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	identity TEXT NOT NULL, 
	guid TEXT, 
	link TEXT, 
	title TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	published VARCHAR(27), 
	published_raw TEXT NOT NULL, 
	first_seen VARCHAR(27) NOT NULL, 
	quiet BOOLEAN NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	why TEXT NOT NULL, 
	changed_at VARCHAR(27), 
	attempts INTEGER NOT NULL, 
	next_try_at VARCHAR(27), 
	article_id INTEGER, 
	lease_owner VARCHAR(80), 
	lease_until VARCHAR(27), outlet TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_entries PRIMARY KEY (id), 
	CONSTRAINT uq_entries_source_id_identity UNIQUE (source_id, identity), 
	CONSTRAINT fk_entries_source_id FOREIGN KEY(source_id) REFERENCES sources (id)
);
CREATE TABLE figures (
	id INTEGER NOT NULL, 
	label TEXT, 
	version_id INTEGER, 
	article_id INTEGER, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	source TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	camp TEXT NOT NULL, 
	language TEXT NOT NULL, 
	url TEXT NOT NULL, 
	published DATE, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	value VARCHAR(64), 
	low VARCHAR(64), 
	high VARCHAR(64), 
	qualifier VARCHAR(12) NOT NULL, 
	unit TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	flow VARCHAR(12), 
	reporter VARCHAR(12), 
	scope VARCHAR(24), 
	period TEXT, 
	attributed_to TEXT, 
	modality VARCHAR(12) NOT NULL, 
	cumulative BOOLEAN NOT NULL, 
	about_relations BOOLEAN NOT NULL, 
	resolution VARCHAR(64) NOT NULL, 
	reading TEXT NOT NULL, 
	learned VARCHAR(27) NOT NULL, 
	accepted VARCHAR(27), 
	rejected BOOLEAN NOT NULL, 
	point_key TEXT NOT NULL, 
	series_key TEXT NOT NULL, 
	CONSTRAINT pk_figures PRIMARY KEY (id)
);
CREATE TABLE findings (
	seq BIGINT NOT NULL, 
	payload TEXT NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	level VARCHAR(8) NOT NULL, 
	verdict VARCHAR(24) NOT NULL, 
	fact VARCHAR(12) NOT NULL, 
	metric TEXT, 
	speaker TEXT, 
	language TEXT NOT NULL, 
	camp TEXT NOT NULL, 
	source TEXT NOT NULL, 
	version_id INTEGER, 
	figure_id INTEGER, 
	statement_id INTEGER, 
	CONSTRAINT pk_findings PRIMARY KEY (seq), 
	CONSTRAINT uq_findings_hash UNIQUE (hash)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	topic TEXT NOT NULL, 
	content TEXT NOT NULL, 
	created_at VARCHAR(27) NOT NULL, 
	due_at VARCHAR(27) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	attempts INTEGER NOT NULL, 
	why TEXT NOT NULL, 
	sent_at VARCHAR(27), 
	receipt TEXT NOT NULL, 
	reminds INTEGER, 
	lease_owner VARCHAR(80), 
	lease_until VARCHAR(27), 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
CREATE TABLE pages (
	raw_hash VARCHAR(64) NOT NULL, 
	body BLOB NOT NULL, 
	stored_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_pages PRIMARY KEY (raw_hash)
);
CREATE TABLE passes (
	id INTEGER NOT NULL, 
	started_at VARCHAR(27) NOT NULL, 
	ended_at VARCHAR(27), 
	sample BOOLEAN NOT NULL, 
	report TEXT, 
	CONSTRAINT pk_passes PRIMARY KEY (id)
);
CREATE TABLE points (
	point_key TEXT NOT NULL, 
	series_key TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	figure_id INTEGER NOT NULL, 
	origins TEXT NOT NULL, 
	camps TEXT NOT NULL, 
	sightings INTEGER NOT NULL, kind VARCHAR(12) DEFAULT 'level' NOT NULL, period TEXT, first_learned VARCHAR(27) DEFAULT '2000-01-01T00:00:00.000000Z' NOT NULL, 
	CONSTRAINT pk_points PRIMARY KEY (point_key), 
	CONSTRAINT fk_points_figure_id FOREIGN KEY(figure_id) REFERENCES figures (id)
);
CREATE TABLE reviews (
	seq BIGINT NOT NULL, 
	finding BIGINT NOT NULL, 
	payload TEXT NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_reviews PRIMARY KEY (seq), 
	CONSTRAINT uq_reviews_hash UNIQUE (hash), 
	CONSTRAINT fk_reviews_finding FOREIGN KEY(finding) REFERENCES findings (seq)
);
CREATE TABLE settings (
	name VARCHAR(80) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY (name)
);
CREATE TABLE snapshots (
	point_key TEXT NOT NULL, 
	upto INTEGER NOT NULL, 
	figure_id INTEGER, 
	origins TEXT NOT NULL, 
	camps TEXT NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY (point_key, upto)
);
CREATE TABLE sources (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	language TEXT NOT NULL, 
	camp TEXT NOT NULL, 
	every BIGINT NOT NULL, 
	home VARCHAR(8), 
	kind VARCHAR(20) NOT NULL, 
	links TEXT, 
	verified BOOLEAN NOT NULL, 
	dead TEXT, 
	listed BOOLEAN NOT NULL, 
	etag TEXT, 
	modified TEXT, 
	body_hash VARCHAR(64), 
	host_key BIGINT NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	reason TEXT NOT NULL, 
	since VARCHAR(27), 
	next_try_at VARCHAR(27), 
	last_good_at VARCHAR(27), 
	last_new_at VARCHAR(27), 
	failing_since VARCHAR(27), 
	told_failing VARCHAR(27), 
	polled_at VARCHAR(27), 
	failures INTEGER NOT NULL, 
	first_pass_done BOOLEAN NOT NULL, 
	lease_owner VARCHAR(80), 
	lease_until VARCHAR(27), moved_to TEXT, moving_to TEXT, moving_polls INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (id), 
	CONSTRAINT uq_sources_name UNIQUE (name)
);
CREATE TABLE standings (
	finding BIGINT NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	CONSTRAINT pk_standings PRIMARY KEY (finding), 
	CONSTRAINT fk_standings_finding FOREIGN KEY(finding) REFERENCES findings (seq)
);
CREATE TABLE statements (
	id INTEGER NOT NULL, 
	label TEXT, 
	version_id INTEGER, 
	article_id INTEGER, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	source TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	camp TEXT NOT NULL, 
	language TEXT NOT NULL, 
	url TEXT NOT NULL, 
	published DATE, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	mode VARCHAR(12) NOT NULL, 
	speaker TEXT, 
	speaker_role TEXT, 
	cue TEXT NOT NULL, 
	topics TEXT NOT NULL, 
	formulas TEXT NOT NULL, 
	statement_language TEXT NOT NULL, 
	learned VARCHAR(27) NOT NULL, 
	rejected BOOLEAN NOT NULL, 
	said_on DATE, 
	CONSTRAINT pk_statements PRIMARY KEY (id)
);
CREATE TABLE stretches (
	upto INTEGER NOT NULL, 
	since INTEGER NOT NULL, 
	earliest VARCHAR(27) NOT NULL, 
	latest VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_stretches PRIMARY KEY (upto)
);
CREATE TABLE tries (
	alert_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	attempts INTEGER NOT NULL, 
	at VARCHAR(27) NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_tries PRIMARY KEY (alert_id, channel), 
	CONSTRAINT fk_tries_alert_id FOREIGN KEY(alert_id) REFERENCES outbox (id)
);
CREATE TABLE versions (
	id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	published DATE, 
	corrected BOOLEAN NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	raw_hash VARCHAR(64) NOT NULL, 
	fetched_at VARCHAR(27) NOT NULL, 
	queued_by VARCHAR(27) NOT NULL, 
	quiet BOOLEAN NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_try_at VARCHAR(27), 
	trace TEXT NOT NULL, 
	language TEXT, 
	relevant BOOLEAN, 
	score FLOAT, 
	why TEXT, 
	judged_at VARCHAR(27), 
	lease_owner VARCHAR(80), 
	lease_until VARCHAR(27), 
	CONSTRAINT pk_versions PRIMARY KEY (id), 
	CONSTRAINT uq_versions_article_id_number UNIQUE (article_id, number), 
	CONSTRAINT fk_versions_article_id FOREIGN KEY(article_id) REFERENCES articles (id)
);
CREATE INDEX ix_sources_due ON sources (listed, next_try_at);
CREATE INDEX ix_entries_state ON entries (state, id);
CREATE INDEX ix_pages_stored_at ON pages (stored_at);
CREATE INDEX ix_articles_reread_at ON articles (reread_at);
CREATE INDEX ix_articles_story_id ON articles (story_id);
CREATE INDEX ix_versions_queue ON versions (state, queued_by, id);
CREATE INDEX ix_figures_document ON figures (document);
CREATE INDEX ix_figures_learned ON figures (learned);
CREATE INDEX ix_figures_metric ON figures (metric, learned);
CREATE INDEX ix_figures_point ON figures (point_key, id);
CREATE INDEX ix_figures_series ON figures (series_key, id);
CREATE INDEX ix_figures_version ON figures (version_id);
CREATE INDEX ix_points_series_key ON points (series_key);
CREATE INDEX ix_statements_document ON statements (document);
CREATE INDEX ix_statements_version ON statements (version_id);
CREATE INDEX ix_findings_figure ON findings (figure_id);
CREATE INDEX ix_findings_level ON findings (level, seq);
CREATE INDEX ix_findings_recorded_at ON findings (recorded_at);
CREATE INDEX ix_findings_statement ON findings (statement_id);
CREATE INDEX ix_findings_verdict ON findings (verdict, seq);
CREATE INDEX ix_findings_version ON findings (version_id);
CREATE INDEX ix_reviews_finding ON reviews (finding, seq);
CREATE INDEX ix_standings_state ON standings (state, finding);
CREATE INDEX ix_outbox_due ON outbox (state, due_at);
CREATE INDEX ix_outbox_topic ON outbox (topic, state);
CREATE INDEX ix_alert_findings_finding ON alert_findings (finding);
CREATE INDEX ix_deliveries_alert_id ON deliveries (alert_id);
CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings BEGIN SELECT RAISE(ABORT, 'findings is append-only'); END;
CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings BEGIN SELECT RAISE(ABORT, 'findings is append-only'); END;
CREATE TRIGGER findings_no_gap BEFORE INSERT ON findings WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM findings) BEGIN SELECT RAISE(ABORT, 'findings is numbered without gaps'); END;
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews is append-only'); END;
CREATE TRIGGER reviews_no_gap BEFORE INSERT ON reviews WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM reviews) BEGIN SELECT RAISE(ABORT, 'reviews is numbered without gaps'); END;
CREATE INDEX ix_sources_lease ON sources (lease_owner) WHERE lease_owner IS NOT NULL;
CREATE INDEX ix_entries_lease ON entries (lease_owner) WHERE lease_owner IS NOT NULL;
CREATE INDEX ix_articles_lease ON articles (lease_owner) WHERE lease_owner IS NOT NULL;
CREATE INDEX ix_versions_lease ON versions (lease_owner) WHERE lease_owner IS NOT NULL;
CREATE INDEX ix_outbox_lease ON outbox (lease_owner) WHERE lease_owner IS NOT NULL;
CREATE INDEX ix_versions_attempts ON versions (state, attempts);
CREATE INDEX ix_statements_labelled ON statements (label) WHERE label IS NOT NULL;
CREATE INDEX ix_tries_channel ON tries (channel, state, at);
CREATE INDEX ix_findings_language ON findings (language, seq);
CREATE INDEX ix_findings_camp ON findings (camp, seq);
CREATE INDEX ix_findings_fact ON findings (fact, seq);
CREATE INDEX ix_findings_counted ON findings (level, recorded_at, verdict);
CREATE INDEX ix_versions_relevant ON versions (relevant, article_id, number);
CREATE INDEX ix_stretches_latest ON stretches (latest);
CREATE INDEX ix_findings_kind ON findings (level, verdict, fact, language, camp, seq);
CREATE INDEX ix_findings_metric ON findings (metric, seq, level, verdict, fact, language, camp);
CREATE INDEX ix_findings_speaker ON findings (speaker, seq, level, verdict, fact, language, camp);
CREATE INDEX ix_findings_source ON findings (source, seq, level, verdict, fact, language, camp);
CREATE INDEX ix_versions_editions ON versions (state, published, relevant, language, article_id, number);
CREATE INDEX ix_statements_speaker ON statements (speaker, said_on, id, rejected, document);
CREATE INDEX ix_points_metric ON points (metric, kind, period, first_learned);
