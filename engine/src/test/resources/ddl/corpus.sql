# A block begins with "# " and stands for itself. "8.0 " in front of a line: there only; "9 ": on MySQL 9 only.
# Behind a statement: "-- not carried", the target keeps what it has; "-- selected", not where transactions have names.
# integer types grow and shrink
CREATE TABLE ints (id INT NOT NULL AUTO_INCREMENT, a TINYINT(3) UNSIGNED ZEROFILL, b SMALLINT(5), c MEDIUMINT UNSIGNED, d INT(11) NULL DEFAULT NULL, e BIGINT(20) NOT NULL DEFAULT '-9', PRIMARY KEY (id))
INSERT INTO ints (a, b, c, d) VALUES (1, 2, 3, 4), (255, -32768, 16777215, NULL)
ALTER TABLE ints MODIFY COLUMN a SMALLINT UNSIGNED
INSERT INTO ints (a, b) VALUES (65535, 1)
ALTER TABLE ints MODIFY COLUMN b INT NOT NULL DEFAULT 0, MODIFY c INT UNSIGNED ZEROFILL
INSERT INTO ints (b, c) VALUES (-70000, 4294967295)
ALTER TABLE ints CHANGE COLUMN d dd DECIMAL(10,0) DEFAULT '7'
INSERT INTO ints (b) VALUES (5)
ALTER TABLE ints MODIFY e INT NOT NULL DEFAULT 9 COMMENT 'was wider', ALGORITHM=COPY, LOCK=SHARED
ALTER TABLE ints ALTER COLUMN dd SET DEFAULT 11, ALTER b DROP DEFAULT
INSERT INTO ints (b) VALUES (6)
ALTER TABLE ints MODIFY id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT
INSERT INTO ints (b) VALUES (7)
ALTER TABLE ints ADD COLUMN g BIT(1) NOT NULL DEFAULT b'1', ADD COLUMN h BIT(64) NULL DEFAULT b'101'
INSERT INTO ints (b) VALUES (8)
ALTER TABLE ints ADD flag BOOLEAN NOT NULL DEFAULT TRUE AFTER id, ADD other BOOL DEFAULT FALSE
UPDATE ints SET flag = FALSE WHERE b = 8
ALTER TABLE ints DROP COLUMN other, DROP h, MODIFY flag TINYINT(1) NULL FIRST
INSERT INTO ints (b) VALUES (9)
# fixed and floating numbers
CREATE TABLE fractions (id INT PRIMARY KEY, a DECIMAL, b NUMERIC(5), c DEC(30,30), d FIXED(65,2) UNSIGNED, e FLOAT(7,3), f DOUBLE PRECISION, g REAL, h FLOAT(53) UNSIGNED)
INSERT INTO fractions VALUES (1, 12, 99999, 0.5, 1.25, 1.125, 2.5, 3.5, 4.5)
ALTER TABLE fractions MODIFY a DECIMAL(20,5) ZEROFILL
INSERT INTO fractions (id, a, b) VALUES (2, 1.5, 2)
ALTER TABLE fractions MODIFY b DECIMAL(12,6) NOT NULL DEFAULT 1.000001
INSERT INTO fractions (id) VALUES (3)
ALTER TABLE fractions CHANGE e e DOUBLE(10,4), CHANGE f ff FLOAT DEFAULT '1e3'
INSERT INTO fractions (id, e) VALUES (4, 5.4321)
ALTER TABLE fractions MODIFY COLUMN d DECIMAL(65,30), DROP g
INSERT INTO fractions (id, d) VALUES (5, -1.123456789)
ALTER TABLE fractions ADD i FLOAT UNSIGNED DEFAULT .5, ADD j DOUBLE DEFAULT -1.5e-3
INSERT INTO fractions (id) VALUES (6)
# dates and times with and without fractions
CREATE TABLE moments (id INT PRIMARY KEY, a DATETIME NOT NULL DEFAULT NOW(), b DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), c TIMESTAMP(6) NULL DEFAULT NULL, d TIME DEFAULT '12:00:00', e YEAR(4) DEFAULT 1999, f DATE DEFAULT '2000-01-01')
INSERT INTO moments (id) VALUES (1)
ALTER TABLE moments MODIFY a DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
INSERT INTO moments (id) VALUES (2)
ALTER TABLE moments MODIFY b DATETIME(3) NULL, MODIFY d TIME(2) NOT NULL DEFAULT '-01:02:03.45'
INSERT INTO moments (id) VALUES (3)
ALTER TABLE moments ADD g TIMESTAMP NOT NULL DEFAULT LOCALTIMESTAMP ON UPDATE LOCALTIMESTAMP
INSERT INTO moments (id, c) VALUES (4, '2026-05-05 05:05:05.123456')
ALTER TABLE moments MODIFY g TIMESTAMP NULL DEFAULT '2001-02-03 04:05:06'
INSERT INTO moments (id) VALUES (5)
ALTER TABLE moments MODIFY f DATETIME DEFAULT '2000-01-01 00:00:00', MODIFY e SMALLINT
INSERT INTO moments (id, e) VALUES (6, 32000)
ALTER TABLE moments CHANGE c created DATETIME(6) NULL COMMENT 'set by hand' FIRST
INSERT INTO moments (id, created) VALUES (7, '2026-05-05 05:05:05.999999')
ALTER TABLE moments ALTER COLUMN f SET DEFAULT '2010-10-10 10:10:10'
INSERT INTO moments (id) VALUES (8)
# texts of all sizes
CREATE TABLE words (id INT PRIMARY KEY, a CHARACTER(10), b CHARACTER VARYING(20), c CHAR VARYING(30), d NCHAR(5), e NATIONAL VARCHAR(6), f TEXT(100), g LONG VARCHAR, h CHAR)
INSERT INTO words VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
ALTER TABLE words MODIFY a VARCHAR(255) NOT NULL DEFAULT ''
INSERT INTO words (id, b) VALUES (2, 'x')
ALTER TABLE words MODIFY b VARCHAR(256), MODIFY c VARCHAR(1000)
INSERT INTO words (id, c) VALUES (3, REPEAT('c', 1000))
ALTER TABLE words MODIFY d VARCHAR(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
INSERT INTO words (id, d) VALUES (4, '😀😀')
ALTER TABLE words MODIFY f MEDIUMTEXT, MODIFY g TINYTEXT
INSERT INTO words (id, f) VALUES (5, REPEAT('f', 70000))
ALTER TABLE words ADD i VARCHAR(40) CHARACTER SET latin1 BINARY, ADD j TEXT CHARACTER SET utf8 COLLATE utf8_bin
INSERT INTO words (id, i, j) VALUES (6, 'É', 'É')
ALTER TABLE words ADD k VARCHAR(10) ASCII, ADD l VARCHAR(10) UNICODE
INSERT INTO words (id, k, l) VALUES (7, 'k', 'ł')
ALTER TABLE words MODIFY h VARCHAR(65) DEFAULT 'a''b\\c"d', DROP e
INSERT INTO words (id) VALUES (8)
ALTER TABLE words CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci
INSERT INTO words (id, i) VALUES (9, '中')
# bytes
CREATE TABLE octets (id INT PRIMARY KEY, a BINARY, b BINARY(16) NOT NULL, c VARBINARY(255) DEFAULT 'xyz', d BLOB(10), e LONG VARBINARY)
INSERT INTO octets VALUES (1, 'a', 'b', DEFAULT, x'00', x'FF')
ALTER TABLE octets MODIFY b VARBINARY(16) NOT NULL DEFAULT x'616263'
INSERT INTO octets (id) VALUES (2)
ALTER TABLE octets MODIFY d MEDIUMBLOB, MODIFY e TINYBLOB
INSERT INTO octets (id, d) VALUES (3, REPEAT('d', 100000))
ALTER TABLE octets ADD f BINARY(3) DEFAULT x'414200' AFTER a
INSERT INTO octets (id) VALUES (4)
ALTER TABLE octets CHANGE a a VARBINARY(1) NULL DEFAULT NULL, ADD UNIQUE KEY (f, id)
INSERT INTO octets (id, a) VALUES (5, x'80')
# enumerations and sets
CREATE TABLE choices (id INT PRIMARY KEY, a ENUM('x', 'y') NOT NULL, b SET('one', 'two', 'three') DEFAULT 'one,three', c ENUM('ä', 'ö') CHARACTER SET latin1)
INSERT INTO choices (id, a, c) VALUES (1, 'y', 'ö')
ALTER TABLE choices MODIFY a ENUM('x', 'y', 'z') NOT NULL DEFAULT 'z'
INSERT INTO choices (id) VALUES (2)
ALTER TABLE choices MODIFY a ENUM('first', 'x', 'y', 'z') NULL
INSERT INTO choices (id, a) VALUES (3, 'first')
ALTER TABLE choices MODIFY b SET('one', 'two', 'three', 'four') NOT NULL DEFAULT ''
INSERT INTO choices (id) VALUES (4)
ALTER TABLE choices MODIFY c ENUM('ä', 'ö', 'it''s', 'a,b', '') CHARACTER SET utf8mb4
INSERT INTO choices (id, c) VALUES (5, 'it''s'), (6, 'a,b'), (7, '')
ALTER TABLE choices MODIFY b VARCHAR(50), CHANGE a a VARCHAR(10)
INSERT INTO choices (id, a, b) VALUES (8, 'free', 'text')
ALTER TABLE choices MODIFY a ENUM('x', 'y', 'z', 'first', 'free'), ADD d SET('a') CHARACTER SET gbk
INSERT INTO choices (id, a, d) VALUES (9, 'free', 'a')
# documents and shapes
CREATE TABLE things (id INT PRIMARY KEY, a JSON, g GEOMETRY NOT NULL, p POINT, l LINESTRING, y POLYGON, SPATIAL INDEX (g)) ENGINE = InnoDB
INSERT INTO things (id, a, g) VALUES (1, '{"a": [1, 2.5, "x", null]}', ST_GeomFromText('POINT(1 1)'))
ALTER TABLE things ADD m MULTIPOINT, ADD n MULTILINESTRING, ADD o MULTIPOLYGON, ADD q GEOMETRYCOLLECTION
INSERT INTO things (id, a, g, m) VALUES (2, '{}', ST_GeomFromText('POINT(2 2)'), ST_GeomFromText('MULTIPOINT(0 0, 1 1)'))
ALTER TABLE things DROP INDEX g, MODIFY g GEOMETRY NULL
INSERT INTO things (id, a) VALUES (3, '[]')
ALTER TABLE things MODIFY a JSON NOT NULL, ADD b JSON NULL AFTER id
INSERT INTO things (id, a, b) VALUES (4, '1', '"b"')
ALTER TABLE things MODIFY b LONGTEXT, DROP q, DROP o
INSERT INTO things (id, a, b) VALUES (5, '2', 'plain')
8.0 CREATE TABLE places (id INT PRIMARY KEY, p POINT NOT NULL SRID 4326, SPATIAL KEY sp (p))
8.0 INSERT INTO places VALUES (1, ST_GeomFromText('POINT(10 20)', 4326))
8.0 ALTER TABLE places DROP KEY sp
8.0 ALTER TABLE places MODIFY p POINT NOT NULL
# columns computed by the server
CREATE TABLE derived (id INT PRIMARY KEY, a INT, b INT GENERATED ALWAYS AS (a + 1) VIRTUAL NOT NULL, c VARCHAR(30) AS (CONCAT('a''b-', a)) STORED UNIQUE COMMENT 'sum (of it)', j JSON, k INT AS (JSON_EXTRACT(j, '$.k')) VIRTUAL, KEY (k))
INSERT INTO derived (id, a, j) VALUES (1, 1, '{"k": 5}')
ALTER TABLE derived ADD d INT GENERATED ALWAYS AS (a * 2) VIRTUAL AFTER a
INSERT INTO derived (id, a) VALUES (2, 2)
ALTER TABLE derived ADD INDEX di (d), ADD e DATE AS (DATE('2026-01-01')) STORED FIRST
INSERT INTO derived (id, a) VALUES (3, 3)
ALTER TABLE derived MODIFY b BIGINT GENERATED ALWAYS AS (a + 100) VIRTUAL
INSERT INTO derived (id, a) VALUES (4, 4)
ALTER TABLE derived CHANGE c cc VARCHAR(40) AS (CONCAT('n-', a)) STORED
INSERT INTO derived (id, a) VALUES (5, 5)
ALTER TABLE derived DROP INDEX di, DROP COLUMN d
INSERT INTO derived (id, a) VALUES (6, 6)
ALTER TABLE derived MODIFY cc VARCHAR(40)
INSERT INTO derived (id, a, cc) VALUES (7, 7, 'free now')
ALTER TABLE derived ADD f INT AS (IF(a > 3, 1, 0)) VIRTUAL, ADD g INT AS (CASE WHEN a IS NULL THEN -1 ELSE a END) STORED
INSERT INTO derived (id, a) VALUES (8, 8)
ALTER TABLE derived DROP f, DROP g, DROP e, ADD UNIQUE (b)
INSERT INTO derived (id, a) VALUES (9, 90)
# keys of all kinds at creation
CREATE TABLE keyed_two (id INT, a INT, b VARCHAR(100), PRIMARY KEY USING BTREE (id, a), UNIQUE INDEX ub USING BTREE (b(20) ASC) COMMENT 'prefix', INDEX ia (a DESC))
INSERT INTO keyed_two VALUES (1, 1, 'a')
CREATE TABLE keyed_three (id SERIAL, a INT UNIQUE, b INT, CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT uq UNIQUE KEY named (b, a), CONSTRAINT UNIQUE (a, b))
INSERT INTO keyed_three (a, b) VALUES (1, 1)
CREATE TABLE keyed_four (id BIGINT NOT NULL AUTO_INCREMENT, t TEXT, u TEXT, PRIMARY KEY (id), FULLTEXT KEY (t), FULLTEXT both_texts (t, u) WITH PARSER ngram, KEY k (t(5), u(6))) AUTO_INCREMENT = 50 COMMENT 'full; text'
INSERT INTO keyed_four (t, u) VALUES ('one', 'two')
CREATE TABLE keyless (a INT, b VARCHAR(9))
INSERT INTO keyless VALUES (1, 'x'), (1, 'x')
ALTER TABLE keyless ADD COLUMN id INT NOT NULL AUTO_INCREMENT FIRST, ADD PRIMARY KEY (id)
INSERT INTO keyless (a) VALUES (2)
ALTER TABLE keyless DROP PRIMARY KEY, MODIFY id INT, ADD KEY (id)
INSERT INTO keyless VALUES (9, 9, 'y')
ALTER TABLE keyless ADD CONSTRAINT PRIMARY KEY pk (id)
INSERT INTO keyless VALUES (10, 9, 'y')
# keys come, go and get names
CREATE TABLE looked_up (id INT PRIMARY KEY, a INT, b INT, c VARCHAR(50), d TEXT) ROW_FORMAT=DYNAMIC
INSERT INTO looked_up VALUES (1, 1, 1, 'c', 'd')
ALTER TABLE looked_up ADD INDEX (a), ADD INDEX (a, b), ADD KEY (a, c(10))
ALTER TABLE looked_up ADD UNIQUE (b), ADD UNIQUE KEY by_c (c), ADD CONSTRAINT named UNIQUE (a, id)
INSERT INTO looked_up VALUES (2, 2, 2, 'cc', 'dd')
ALTER TABLE looked_up RENAME INDEX a TO first_a, RENAME KEY a_2 TO second_a
ALTER TABLE looked_up DROP KEY first_a, ADD INDEX first_a (a) COMMENT 'again', LOCK = NONE
ALTER TABLE looked_up DROP INDEX second_a, DROP INDEX a_3, DROP KEY named
INSERT INTO looked_up VALUES (3, 3, 3, 'ccc', 'ddd')
CREATE INDEX `odd-name` ON looked_up (c(3), b) LOCK = DEFAULT
CREATE UNIQUE INDEX other USING BTREE ON looked_up (id, a, b) KEY_BLOCK_SIZE = 8
CREATE FULLTEXT INDEX full_d ON looked_up (d) WITH PARSER ngram
INSERT INTO looked_up VALUES (4, 4, 4, 'cccc', 'dddd')
DROP INDEX `odd-name` ON looked_up ALGORITHM = DEFAULT
DROP INDEX other ON looked_up
DROP INDEX full_d ON looked_up LOCK = DEFAULT
DROP INDEX `PRIMARY` ON looked_up
ALTER TABLE looked_up ADD PRIMARY KEY (id, b)
INSERT INTO looked_up VALUES (4, 5, 6, 'ccccc', 'ddddd')
8.0 ALTER TABLE looked_up ADD INDEX down (a DESC, b ASC), ALTER INDEX by_c INVISIBLE
8.0 ALTER TABLE looked_up ALTER INDEX by_c VISIBLE, DROP INDEX down
# parents and children
CREATE TABLE kin (id INT PRIMARY KEY, a INT, b INT, KEY ab (a, b), UNIQUE (b))
CREATE TABLE young (id INT PRIMARY KEY, k INT, a INT, b INT, FOREIGN KEY (k) REFERENCES kin (id) ON DELETE SET NULL ON UPDATE RESTRICT)
INSERT INTO kin VALUES (1, 1, 1), (2, 2, 2)
INSERT INTO young VALUES (1, 1, 1, 1)
ALTER TABLE young ADD CONSTRAINT young_two FOREIGN KEY named_index (a, b) REFERENCES kin (a, b) ON DELETE NO ACTION
INSERT INTO young VALUES (2, 2, 2, 2)
ALTER TABLE young ADD CONSTRAINT `kin's` FOREIGN KEY (b) REFERENCES `kin` (`b`) ON UPDATE CASCADE ON DELETE CASCADE
UPDATE kin SET b = 3 WHERE id = 2 AND a = 99
ALTER TABLE young DROP FOREIGN KEY `kin's`, DROP FOREIGN KEY young_two
INSERT INTO young VALUES (3, 2, 8, 8)
ALTER TABLE kin ADD up INT, ADD CONSTRAINT climbs FOREIGN KEY (up) REFERENCES kin (id)
INSERT INTO kin VALUES (3, 3, 3, 1)
ALTER TABLE kin CHANGE id kid INT NOT NULL
INSERT INTO kin VALUES (4, 4, 4, 3)
CREATE TABLE grand (id INT PRIMARY KEY, y INT, CONSTRAINT to_young FOREIGN KEY (y) REFERENCES young (id) ON DELETE CASCADE) ENGINE=InnoDB
INSERT INTO grand VALUES (1, 1), (2, 2)
DELETE FROM young WHERE id = 2
SET foreign_key_checks = 0
8.0 ALTER TABLE young MODIFY id BIGINT NOT NULL, DROP FOREIGN KEY young_ibfk_1
8.0 ALTER TABLE grand MODIFY y BIGINT
SET foreign_key_checks = 1
8.0 INSERT INTO young VALUES (5000000000, NULL, 1, 1)
8.0 INSERT INTO grand VALUES (9, 5000000000)
ALTER TABLE grand DROP FOREIGN KEY to_young
DROP TABLE young
DELETE FROM grand WHERE id = 9
ALTER TABLE grand ADD CONSTRAINT to_kin FOREIGN KEY (id) REFERENCES kin (kid)
INSERT INTO grand VALUES (4, 4)
DROP TABLE grand, kin
# options of a table
CREATE TABLE optional (id INT PRIMARY KEY, a VARCHAR(20)) ENGINE InnoDB, AVG_ROW_LENGTH 100 CHECKSUM 1, DELAY_KEY_WRITE 0 MAX_ROWS 1000 MIN_ROWS 10 PACK_KEYS DEFAULT ROW_FORMAT COMPACT STATS_SAMPLE_PAGES 9
INSERT INTO optional VALUES (1, 'a')
ALTER TABLE optional ROW_FORMAT=REDUNDANT
ALTER TABLE optional ROW_FORMAT DEFAULT, MAX_ROWS 5, COMMENT 'it''s; -- no comment'
INSERT INTO optional VALUES (2, 'b')
ALTER TABLE optional STATS_PERSISTENT 1 STATS_SAMPLE_PAGES DEFAULT
ALTER TABLE optional COMMENT '' CHECKSUM 0 AVG_ROW_LENGTH 0
ALTER TABLE optional COMPRESSION 'zlib'
INSERT INTO optional VALUES (3, 'c')
ALTER TABLE optional COMPRESSION='none'
ALTER TABLE optional ENCRYPTION='N'
ALTER TABLE optional ENGINE=InnoDB
INSERT INTO optional VALUES (5, 'e')
ALTER TABLE optional TABLESPACE innodb_file_per_table
ALTER TABLE optional CHARACTER SET utf8 COLLATE utf8_general_ci, ADD b VARCHAR(5)
INSERT INTO optional VALUES (6, 'f', 'ü')
ALTER TABLE optional
ALTER TABLE optional AUTO_INCREMENT 7
# other engines
CREATE TABLE isam (id INT NOT NULL AUTO_INCREMENT, a CHAR(10), PRIMARY KEY (id)) ENGINE=MyISAM ROW_FORMAT=FIXED CHECKSUM=1 DELAY_KEY_WRITE=1
ALTER TABLE isam ADD b INT, PACK_KEYS=1
ALTER TABLE isam DISABLE KEYS, ADD INDEX (b)
ALTER TABLE isam ENABLE KEYS
CREATE TABLE archived (id INT NOT NULL, a TEXT) ENGINE=ARCHIVE
CREATE TABLE in_memory (id INT PRIMARY KEY, a VARCHAR(10), INDEX USING HASH (a)) ENGINE=MEMORY MAX_ROWS=100
ALTER TABLE in_memory ENGINE=InnoDB, DROP INDEX a
INSERT INTO in_memory VALUES (2, 'b')
# character sets from table and database
CREATE TABLE set_a (id INT PRIMARY KEY, a VARCHAR(10), b VARCHAR(10) CHARSET utf8mb4) DEFAULT CHARSET=gbk
INSERT INTO set_a VALUES (1, '中', '😀')
CREATE TABLE set_b (id INT PRIMARY KEY, a VARCHAR(10), b TEXT) COLLATE latin1_german2_ci
INSERT INTO set_b VALUES (1, 'ß', 'ss')
CREATE TABLE set_c (id INT PRIMARY KEY, a VARCHAR(10), b CHAR(3) COLLATE utf8_czech_ci)
INSERT INTO set_c VALUES (1, 'é', 'c')
ALTER TABLE set_a CHARACTER SET = utf8
ALTER TABLE set_a ADD c VARCHAR(10), ADD d VARCHAR(10) CHARACTER SET big5
INSERT INTO set_a VALUES (2, '文', 'b', 'ł', '中')
ALTER TABLE set_a CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
INSERT INTO set_a VALUES (3, '😀', '😀', '😀', '😀')
ALTER TABLE set_b DEFAULT COLLATE = latin1_bin, MODIFY a VARCHAR(20)
INSERT INTO set_b VALUES (2, 'é', 'e')
ALTER TABLE set_b CONVERT TO CHARACTER SET ucs2
INSERT INTO set_b VALUES (3, '中', '中')
ALTER TABLE set_c CONVERT TO CHARACTER SET latin1
INSERT INTO set_c VALUES (2, 'e', 'c')
ALTER TABLE set_c MODIFY a VARCHAR(10) CHARACTER SET utf16, MODIFY b CHAR(3) CHARACTER SET binary
INSERT INTO set_c VALUES (3, '中', 'abc')
ALTER TABLE set_c MODIFY b VARCHAR(3) CHARACTER SET sjis
INSERT INTO set_c VALUES (4, '日', '日')
CREATE TABLE set_d (id INT PRIMARY KEY, a VARCHAR(10) CHARACTER SET cp1251, b VARCHAR(10) CHARACTER SET koi8r, c VARCHAR(10) CHARACTER SET euckr, d VARCHAR(9) CHARACTER SET utf32, e VARCHAR(9) CHARACTER SET gb18030) CHARSET latin2
INSERT INTO set_d VALUES (1, 'ж', 'ж', '한', '😀', '中')
ALTER TABLE set_d CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
INSERT INTO set_d VALUES (2, '😀', 'b', 'c', 'd', 'e')
# names that are hard to read
CREATE TABLE `select` (`from` INT PRIMARY KEY, `where` INT, `a.b` INT, ` x` INT)
INSERT INTO `select` VALUES (1, 2, 3, 4)
ALTER TABLE `select` ADD `group by` INT AFTER `a.b`, CHANGE `where` `order` BIGINT
INSERT INTO `select` VALUES (2, 2, 3, 4, 5)
CREATE TABLE `with ``tick``` (id INT PRIMARY KEY, `it's` INT DEFAULT 3, `"` INT)
INSERT INTO `with ``tick``` (id) VALUES (1)
ALTER TABLE `with ``tick``` CHANGE `it's` `its` INT, ADD INDEX `i``x` (`"`)
INSERT INTO `with ``tick``` VALUES (2, 2, 2)
CREATE TABLE `таблица` (`ключ` INT PRIMARY KEY, `значение` VARCHAR(9))
INSERT INTO `таблица` VALUES (1, 'x')
ALTER TABLE `таблица` ADD `ещё` INT COMMENT 'примечание'
INSERT INTO `таблица` VALUES (2, 'y', 3)
CREATE TABLE 中文 (编号 INT PRIMARY KEY, 名称 VARCHAR(9) CHARACTER SET utf8mb4 DEFAULT '无')
INSERT INTO 中文 (编号) VALUES (1)
RENAME TABLE 中文 TO `中 文`, `таблица` TO `t-1`
INSERT INTO `中 文` (编号) VALUES (2)
CREATE TABLE a$b_1 (id$ INT PRIMARY KEY, _1 INT, `1e5` INT, 2nd INT)
INSERT INTO a$b_1 VALUES (1, 1, 1, 1)
ALTER TABLE a$b_1 DROP `1e5`, DROP COLUMN 2nd, ADD `date` DATE, ADD type INT, ADD status INT, ADD value INT, ADD name INT, ADD position INT, ADD comment INT
INSERT INTO a$b_1 (id$, type) VALUES (2, 2)
ALTER TABLE a$b_1 DROP date, DROP type, DROP status, DROP value, DROP name, DROP position, DROP comment
DROP TABLE `with ``tick```, `t-1`
# comments and spaces
/* before */ CREATE /* in */ TABLE/**/spaced(id INT PRIMARY KEY,a INT)-- after
INSERT INTO spaced VALUES (1, 1)
ALTER	TABLE   spaced   ADD	b   INT   /*! NOT NULL */   DEFAULT   5
INSERT INTO spaced (id) VALUES (2)
ALTER TABLE spaced ADD c INT /*!50601 , ALGORITHM = INPLACE */ /* , DROP b */
INSERT INTO spaced (id) VALUES (3)
ALTER TABLE spaced COMMENT '/* no comment */ # nor this -- nor that'
CREATE TABLE /*!32312 IF NOT EXISTS*/ `spaced2` (`id` int(11) NOT NULL, PRIMARY KEY (`id`)) /*!50100 TABLESPACE `innodb_file_per_table` */ ENGINE=InnoDB
INSERT INTO spaced2 VALUES (1)
ALTER TABLE spaced2 ADD x VARCHAR(20) DEFAULT '/*' , ADD y VARCHAR(20) DEFAULT '*/', ADD z VARCHAR(20) DEFAULT '--'
INSERT INTO spaced2 (id) VALUES (2)
alter table spaced2 drop column y , change x xx varchar(30) default "it's"
INSERT INTO spaced2 (id) VALUES (3)
DROP TABLE /* both */ spaced , spaced2
# what is there or not
CREATE TABLE IF NOT EXISTS maybe (id INT PRIMARY KEY)
CREATE TABLE IF NOT EXISTS maybe (id INT PRIMARY KEY, never INT)
INSERT INTO maybe VALUES (1)
DROP TABLE IF EXISTS not_here
DROP TABLE IF EXISTS not_here, maybe, nor_here
CREATE TABLE maybe (id INT PRIMARY KEY, now INT)
INSERT INTO maybe VALUES (1, 1)
DROP TABLES IF EXISTS maybe CASCADE
# copies
CREATE TABLE model (id INT PRIMARY KEY AUTO_INCREMENT, a VARCHAR(10) CHARACTER SET gbk DEFAULT 'a', b INT AS (CHAR_LENGTH(a)) VIRTUAL, KEY (a)) COMMENT 'a model'
INSERT INTO model (a) VALUES ('x')
CREATE TABLE model_2 LIKE model
INSERT INTO model_2 (a) VALUES ('中')
CREATE TABLE model_3 (LIKE model_2)
INSERT INTO model_3 (a) VALUES ('y')
CREATE TABLE IF NOT EXISTS model_4 LIKE corpus.model
ALTER TABLE model_4 DROP b, ADD c INT FIRST
INSERT INTO model_4 (a, c) VALUES ('z', 1)
INSERT INTO model_2 (a) SELECT a FROM model
DROP TABLE model
RENAME TABLE model_4 TO model
INSERT INTO model (a, c) VALUES ('again', 2)
# columns move and take each other's names
CREATE TABLE places_changed (id INT PRIMARY KEY, a INT, b INT, c INT, d VARCHAR(10), e VARCHAR(10))
INSERT INTO places_changed VALUES (1, 1, 2, 3, 'd', 'e')
ALTER TABLE places_changed MODIFY c INT FIRST
INSERT INTO places_changed VALUES (33, 2, 11, 22, 'dd', 'ee')
ALTER TABLE places_changed MODIFY a INT AFTER e, MODIFY b INT FIRST
INSERT INTO places_changed (id, a, b, c) VALUES (3, 111, 222, 333)
ALTER TABLE places_changed CHANGE a b INT, CHANGE b a INT
INSERT INTO places_changed (id, a, b, c) VALUES (4, 1, 2, 3)
ALTER TABLE places_changed CHANGE d e VARCHAR(10), CHANGE e d VARCHAR(10)
INSERT INTO places_changed (id, d, e) VALUES (5, 'd', 'e')
ALTER TABLE places_changed CHANGE a x INT FIRST, CHANGE b a INT AFTER x, CHANGE c b INT
INSERT INTO places_changed (id, x, a, b) VALUES (6, 6, 7, 8)
ALTER TABLE places_changed DROP x, ADD x VARCHAR(10) FIRST
INSERT INTO places_changed (id, x) VALUES (7, 'x')
ALTER TABLE places_changed DROP a, CHANGE b a INT, ADD b INT AFTER a, ADD f INT AFTER b
INSERT INTO places_changed (id, a, b, f) VALUES (8, 1, 2, 3)
ALTER TABLE places_changed ADD (g INT, h INT DEFAULT 4), ADD COLUMN (i INT UNIQUE, KEY (g))
INSERT INTO places_changed (id, g, i) VALUES (9, 1, 2)
8.0 ALTER TABLE places_changed RENAME COLUMN a TO b, RENAME COLUMN b TO f, RENAME COLUMN f TO a
8.0 INSERT INTO places_changed (id, a, b, f) VALUES (10, 1, 2, 3)
8.0 ALTER TABLE places_changed RENAME COLUMN g TO gg, MODIFY h BIGINT FIRST, DROP i
8.0 INSERT INTO places_changed (id, gg, h) VALUES (11, 1, 2)
8.0 ALTER TABLE places_changed ADD COLUMN late INT DEFAULT 3, ALGORITHM=INSTANT
8.0 INSERT INTO places_changed (id) VALUES (12)
# tables get other names
CREATE TABLE one_name (id INT PRIMARY KEY, v INT)
INSERT INTO one_name VALUES (1, 1)
RENAME TABLE one_name TO two_name
INSERT INTO two_name VALUES (2, 2)
RENAME TABLE two_name TO three_name, three_name TO four_name
INSERT INTO four_name VALUES (3, 3)
ALTER TABLE four_name RENAME five_name
INSERT INTO five_name VALUES (4, 4)
ALTER TABLE five_name RENAME = six_name
INSERT INTO six_name VALUES (5, 5)
ALTER TABLE six_name ADD w INT, RENAME TO seven_name, ADD INDEX (w)
INSERT INTO seven_name VALUES (6, 6, 6)
CREATE TABLE one_name LIKE seven_name
CREATE TABLE two_name LIKE seven_name
INSERT INTO one_name VALUES (1, 1, 1)
INSERT INTO two_name VALUES (2, 2, 2)
RENAME TABLE one_name TO tmp_name, two_name TO one_name, seven_name TO two_name, tmp_name TO seven_name
INSERT INTO one_name VALUES (10, 1, 1)
INSERT INTO two_name VALUES (20, 2, 2)
INSERT INTO seven_name VALUES (70, 7, 7)
RENAME TABLE `corpus`.`one_name` TO `corpus`.`again`, corpus . two_name TO corpus. again_2
INSERT INTO again VALUES (11, 1, 1)
INSERT INTO again_2 VALUES (21, 2, 2)
8.0 RENAME TABLE again TO again_3
8.0 ALTER TABLE again_3 RENAME TO again, RENAME COLUMN w TO ww
8.0 INSERT INTO again (id, ww) VALUES (12, 12)
# between databases
CREATE DATABASE corpus_b DEFAULT CHARACTER SET gbk
CREATE TABLE corpus_b.far (id INT PRIMARY KEY, a VARCHAR(10))
INSERT INTO corpus_b.far VALUES (1, '中')
CREATE TABLE corpus_b.near LIKE corpus_b.far
ALTER TABLE corpus_b.near ADD b VARCHAR(5), ADD KEY (a)
INSERT INTO corpus_b.near VALUES (1, 'a', 'b')
RENAME TABLE corpus_b.near TO corpus.arrived
INSERT INTO arrived VALUES (2, 'a', 'b')
ALTER TABLE arrived RENAME TO corpus_b.returned
INSERT INTO corpus_b.returned VALUES (3, 'a', 'b')
CREATE TABLE refers (id INT PRIMARY KEY, f INT, CONSTRAINT across_both FOREIGN KEY (f) REFERENCES corpus_b.far (id))
INSERT INTO refers VALUES (1, 1)
USE corpus_b
ALTER TABLE corpus.refers DROP FOREIGN KEY across_both
CREATE TABLE own (id INT PRIMARY KEY, a TEXT)
INSERT INTO own VALUES (1, '文')
ALTER DATABASE corpus_b CHARACTER SET utf8mb4
CREATE TABLE newer (id INT PRIMARY KEY, a VARCHAR(9))
INSERT INTO newer VALUES (1, '😀')
TRUNCATE corpus.refers
USE corpus
INSERT INTO refers VALUES (5, 5)
DROP DATABASE corpus_b
CREATE SCHEMA IF NOT EXISTS corpus_b COLLATE latin1_swedish_ci
CREATE TABLE corpus_b.far (id INT PRIMARY KEY)
INSERT INTO corpus_b.far VALUES (9)
DROP SCHEMA IF EXISTS corpus_b
# ranges
CREATE TABLE by_range (id INT NOT NULL, d DATE NOT NULL, v INT) PARTITION BY RANGE (YEAR(d)) (PARTITION y24 VALUES LESS THAN (2025) COMMENT = 'old', PARTITION y25 VALUES LESS THAN (2026), PARTITION rest VALUES LESS THAN MAXVALUE)
INSERT INTO by_range VALUES (1, '2024-01-01', 1), (2, '2025-01-01', 2), (3, '2026-01-01', 3)
ALTER TABLE by_range REORGANIZE PARTITION rest INTO (PARTITION y26 VALUES LESS THAN (2027), PARTITION rest VALUES LESS THAN MAXVALUE)
INSERT INTO by_range VALUES (4, '2027-01-01', 4)
ALTER TABLE by_range DROP PARTITION y24
INSERT INTO by_range VALUES (5, '2020-01-01', 5)
ALTER TABLE by_range TRUNCATE PARTITION y25, y26
INSERT INTO by_range VALUES (6, '2026-01-01', 6)
ALTER TABLE by_range ADD COLUMN w INT DEFAULT 2, ADD PRIMARY KEY (id, d)
INSERT INTO by_range (id, d) VALUES (7, '2026-02-02')
ALTER TABLE by_range ANALYZE PARTITION y25
ALTER TABLE by_range CHECK PARTITION ALL
ALTER TABLE by_range OPTIMIZE PARTITION y26
ALTER TABLE by_range REBUILD PARTITION y25, y26
ALTER TABLE by_range REPAIR PARTITION ALL
ALTER TABLE by_range TRUNCATE PARTITION ALL
INSERT INTO by_range (id, d) VALUES (8, '2026-03-03')
ALTER TABLE by_range REMOVE PARTITIONING
INSERT INTO by_range (id, d) VALUES (9, '2026-04-04')
ALTER TABLE by_range PARTITION BY RANGE COLUMNS (d) (PARTITION a VALUES LESS THAN ('2026-04-01'), PARTITION b VALUES LESS THAN (MAXVALUE))
INSERT INTO by_range (id, d) VALUES (10, '2026-05-05')
# ranges of several columns, and of a moment
CREATE TABLE by_both (a INT, b VARCHAR(10) CHARACTER SET latin1, c INT, PRIMARY KEY (a, b)) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN (10, 'm'), PARTITION p1 VALUES LESS THAN (10, MAXVALUE), PARTITION p2 VALUES LESS THAN (MAXVALUE, MAXVALUE))
INSERT INTO by_both VALUES (1, 'a', 1), (10, 'z', 2), (11, 'a', 3)
ALTER TABLE by_both REORGANIZE PARTITION p0, p1 INTO (PARTITION p01 VALUES LESS THAN (10, MAXVALUE))
INSERT INTO by_both VALUES (2, 'b', 4)
CREATE TABLE by_moment (id INT, t TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id, t)) PARTITION BY RANGE (UNIX_TIMESTAMP(t)) (PARTITION p0 VALUES LESS THAN (UNIX_TIMESTAMP('2026-01-01 00:00:00')), PARTITION p1 VALUES LESS THAN (MAXVALUE))
INSERT INTO by_moment VALUES (1, '2025-12-31 12:00:00'), (2, '2026-02-01 00:00:00')
ALTER TABLE by_moment DROP PARTITION p0
INSERT INTO by_moment VALUES (3, '2024-01-01 00:00:00')
ALTER TABLE by_moment ADD note VARCHAR(20) NOT NULL DEFAULT '-'
INSERT INTO by_moment (id) VALUES (4)
# lists, hashes and keys
CREATE TABLE by_list (id INT, r VARCHAR(5) CHARACTER SET latin1, PRIMARY KEY (id, r)) PARTITION BY LIST COLUMNS (r) (PARTITION n VALUES IN ('a', 'b'), PARTITION s VALUES IN ('c'))
INSERT INTO by_list VALUES (1, 'a'), (2, 'c')
ALTER TABLE by_list ADD PARTITION (PARTITION e VALUES IN ('d', 'e', 'it''s'))
INSERT INTO by_list VALUES (3, 'it''s')
ALTER TABLE by_list REORGANIZE PARTITION n, s INTO (PARTITION ns VALUES IN ('a', 'b', 'c'))
INSERT INTO by_list VALUES (4, 'b')
ALTER TABLE by_list DROP PARTITION e
INSERT INTO by_list VALUES (5, 'c')
CREATE TABLE by_hash (id INT PRIMARY KEY, v INT) PARTITION BY LINEAR HASH (id + 1) PARTITIONS 4
INSERT INTO by_hash VALUES (1, 1), (2, 2), (3, 3), (4, 4)
ALTER TABLE by_hash COALESCE PARTITION 2
INSERT INTO by_hash VALUES (5, 5)
ALTER TABLE by_hash ADD PARTITION PARTITIONS 3
INSERT INTO by_hash VALUES (6, 6)
ALTER TABLE by_hash TRUNCATE PARTITION p0
ALTER TABLE by_hash ADD PARTITION (PARTITION named)
INSERT INTO by_hash VALUES (7, 7)
CREATE TABLE by_key (a INT, b INT, v INT, PRIMARY KEY (a, b)) PARTITION BY LINEAR KEY ALGORITHM = 2 (a) PARTITIONS 3
INSERT INTO by_key VALUES (1, 1, 1), (2, 2, 2)
ALTER TABLE by_key PARTITION BY KEY () PARTITIONS 2
INSERT INTO by_key VALUES (3, 3, 3)
ALTER TABLE by_key ADD w INT PARTITION BY HASH (b) PARTITIONS 5
INSERT INTO by_key VALUES (4, 4, 4, 4)
INSERT INTO by_key VALUES (5, 5, 5, 5)
# parts of parts
CREATE TABLE by_part (id INT, d DATE, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (TO_DAYS(d)) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2026), PARTITION p1 VALUES LESS THAN MAXVALUE)
INSERT INTO by_part VALUES (1, '2025-01-01'), (2, '2026-01-01')
ALTER TABLE by_part DROP PARTITION p0
INSERT INTO by_part VALUES (3, '2025-02-02')
ALTER TABLE by_part REORGANIZE PARTITION p1 INTO (PARTITION a VALUES LESS THAN (2027), PARTITION b VALUES LESS THAN MAXVALUE)
INSERT INTO by_part VALUES (4, '2029-01-01')
ALTER TABLE by_part TRUNCATE PARTITION a
CREATE TABLE by_named (id INT, d DATE, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY KEY (id) (PARTITION p0 VALUES LESS THAN (2026) (SUBPARTITION s0, SUBPARTITION s1), PARTITION p1 VALUES LESS THAN MAXVALUE (SUBPARTITION s2 COMMENT 'x', SUBPARTITION s3))
INSERT INTO by_named VALUES (1, '2025-01-01')
ALTER TABLE by_named ADD v INT
INSERT INTO by_named VALUES (2, '2026-01-01', 1)
# partitions change places with tables
CREATE TABLE outside (id INT PRIMARY KEY, v INT) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (200))
CREATE TABLE inside (id INT PRIMARY KEY, v INT)
INSERT INTO outside VALUES (1, 1), (101, 101)
INSERT INTO inside VALUES (2, 2), (3, 3)
ALTER TABLE outside EXCHANGE PARTITION p0 WITH TABLE inside
INSERT INTO outside VALUES (4, 4)
INSERT INTO inside VALUES (5, 5)
ALTER TABLE outside EXCHANGE PARTITION p0 WITH TABLE inside WITH VALIDATION
INSERT INTO outside VALUES (6, 6)
TRUNCATE TABLE inside
INSERT INTO inside VALUES (150, 150)
ALTER TABLE outside EXCHANGE PARTITION p1 WITH TABLE corpus.inside WITHOUT VALIDATION
INSERT INTO outside VALUES (151, 151)
DROP TABLE inside
# emptied
CREATE TABLE emptied (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT)
INSERT INTO emptied (v) VALUES (1), (2), (3)
TRUNCATE emptied
INSERT INTO emptied (v) VALUES (4)
TRUNCATE TABLE `emptied`
INSERT INTO emptied (v) VALUES (5), (6)
ALTER TABLE emptied ADD w INT
TRUNCATE TABLE corpus.emptied
INSERT INTO emptied (v, w) VALUES (7, 8)
DROP TABLE emptied
CREATE TABLE emptied (id INT PRIMARY KEY)
TRUNCATE emptied
INSERT INTO emptied VALUES (1)
# settings of sessions
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'
CREATE TABLE "ansi" ("id" INT PRIMARY KEY, "a" VARCHAR(20) DEFAULT 'a"b', "g" VARCHAR(50) AS ('c' || 'x') STORED)
INSERT INTO "ansi" ("id") VALUES (1)
ALTER TABLE "ansi" CHANGE "a" "a ""quoted""" VARCHAR(30)
SET sql_mode = 'NO_BACKSLASH_ESCAPES'
ALTER TABLE ansi ADD b VARCHAR(9) DEFAULT '\', ADD c VARCHAR(9) DEFAULT ''''
INSERT INTO ansi (id) VALUES (2)
SET sql_mode = ''
CREATE TABLE lax (id INT PRIMARY KEY, a TIMESTAMP NOT NULL DEFAULT '0000-00-00 00:00:00', b DATE DEFAULT '0000-00-00', c VARCHAR(20) DEFAULT 5)
INSERT INTO lax (id) VALUES (1)
ALTER TABLE lax MODIFY c CHAR(2) NOT NULL
INSERT INTO lax (id) VALUES (2)
ALTER TABLE lax ADD d VARCHAR(70000) CHARACTER SET latin1
INSERT INTO lax (id, d) VALUES (3, 'became a text')
SET sql_mode = DEFAULT
SET time_zone = '-05:30'
CREATE TABLE elsewhere (id INT PRIMARY KEY, a TIMESTAMP NULL DEFAULT '2026-06-01 00:00:00')
INSERT INTO elsewhere (id) VALUES (1)
ALTER TABLE elsewhere ADD b TIMESTAMP NULL DEFAULT '2026-12-01 00:00:00', ALTER a SET DEFAULT '2026-07-01 00:00:00'
INSERT INTO elsewhere (id) VALUES (2)
SET time_zone = DEFAULT
SET NAMES latin1
ALTER TABLE elsewhere COMMENT 'plain'
SET NAMES utf8mb4
8.0 SET default_collation_for_utf8mb4 = utf8mb4_general_ci
8.0 CREATE TABLE older (id INT PRIMARY KEY, a VARCHAR(9)) CHARACTER SET utf8mb4
8.0 INSERT INTO older VALUES (1, 'a')
8.0 SET default_collation_for_utf8mb4 = DEFAULT
SET unique_checks = 0
ALTER TABLE elsewhere ADD UNIQUE (id, a)
SET unique_checks = 1
8.0 SET explicit_defaults_for_timestamp = 1
8.0 CREATE TABLE stamped (id INT PRIMARY KEY, a TIMESTAMP, b TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)
8.0 INSERT INTO stamped (id) VALUES (1)
8.0 SET explicit_defaults_for_timestamp = DEFAULT
# from queries
CREATE TABLE asked (id INT PRIMARY KEY, v INT)
INSERT INTO asked VALUES (1, 1), (2, 2)
CREATE TABLE asked_1 SELECT * FROM asked -- selected
CREATE TABLE asked_2 (PRIMARY KEY (id), w INT DEFAULT 3) ENGINE=InnoDB SELECT id, v AS vv FROM asked -- selected
CREATE TABLE IF NOT EXISTS asked_3 (id BIGINT UNSIGNED) IGNORE AS (SELECT id, CONCAT(v, 'x') c FROM asked) -- selected
CREATE TABLE asked_4 CHARACTER SET gbk AS SELECT 'a' AS a, NOW(3) AS b, 1.5 AS c, NULL AS d UNION ALL SELECT 'b', NOW(3), 2.5, NULL -- selected
ALTER TABLE asked_1 ADD PRIMARY KEY (id) -- selected
INSERT INTO asked_1 VALUES (3, 3) -- selected
# tools that alter online
CREATE TABLE busy (id BIGINT PRIMARY KEY AUTO_INCREMENT, v INT, w VARCHAR(20))
INSERT INTO busy (v, w) VALUES (1, 'a'), (2, 'b')
CREATE /* gh-ost */ TABLE `corpus`.`_busy_ghc` (id bigint unsigned auto_increment, last_update timestamp not null DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, hint varchar(64) charset ascii not null, value varchar(4096) charset ascii not null, primary key(id), unique key hint_uidx(hint)) auto_increment=256
INSERT /* gh-ost */ INTO `corpus`.`_busy_ghc` (id, hint, value) VALUES (1, 'state', 'GhostTableMigrated') ON DUPLICATE KEY UPDATE last_update=NOW(), value=VALUES(value)
CREATE /* gh-ost */ TABLE `corpus`.`_busy_gho` LIKE `corpus`.`busy`
ALTER /* gh-ost */ TABLE `corpus`.`_busy_gho` ADD COLUMN x INT NOT NULL DEFAULT 7, DROP COLUMN w
INSERT /* gh-ost */ IGNORE INTO `corpus`.`_busy_gho` (`id`, `v`) (SELECT `id`, `v` FROM `corpus`.`busy`)
CREATE /* gh-ost */ TABLE `corpus`.`_busy_del` (id int auto_increment primary key) engine=InnoDB comment='ghost-cut-over-sentry'
DROP /* gh-ost */ TABLE IF EXISTS `corpus`.`_busy_del`
RENAME /* gh-ost */ TABLE `corpus`.`busy` TO `corpus`.`_busy_del`, `corpus`.`_busy_gho` TO `corpus`.`busy`
INSERT INTO busy (v) VALUES (3)
DROP /* gh-ost */ TABLE IF EXISTS `corpus`.`_busy_ghc`
DROP /* gh-ost */ TABLE IF EXISTS `corpus`.`_busy_del`
CREATE TABLE `corpus`.`_busy_new` (`id` bigint(20) NOT NULL AUTO_INCREMENT, `v` int(11) DEFAULT NULL, `x` int(11) NOT NULL DEFAULT '7', PRIMARY KEY (`id`))
ALTER TABLE `corpus`.`_busy_new` ADD INDEX (v)
CREATE TRIGGER `pt_osc_corpus_busy_ins` AFTER INSERT ON `corpus`.`busy` FOR EACH ROW REPLACE INTO `corpus`.`_busy_new` (`id`, `v`, `x`) VALUES (NEW.`id`, NEW.`v`, NEW.`x`)
INSERT INTO busy (v) VALUES (4)
INSERT LOW_PRIORITY IGNORE INTO `corpus`.`_busy_new` (`id`, `v`, `x`) SELECT `id`, `v`, `x` FROM `corpus`.`busy`
RENAME TABLE `corpus`.`busy` TO `corpus`.`_busy_old`, `corpus`.`_busy_new` TO `corpus`.`busy`
DROP TABLE IF EXISTS `corpus`.`_busy_old`
DROP TRIGGER IF EXISTS `corpus`.`pt_osc_corpus_busy_ins`
INSERT INTO busy (v) VALUES (5)
# what dump programs write
DROP TABLE IF EXISTS `dumped`
/*!40101 SET @saved_cs_client = @@character_set_client */
/*!40101 SET character_set_client = utf8 */
CREATE TABLE `dumped` (`id` int(11) NOT NULL AUTO_INCREMENT, `name` varchar(64) COLLATE utf8_unicode_ci NOT NULL DEFAULT '', `created` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, PRIMARY KEY (`id`), KEY `name` (`name`) USING BTREE) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci
/*!40101 SET character_set_client = @saved_cs_client */
/*!40000 ALTER TABLE `dumped` DISABLE KEYS */
INSERT INTO `dumped` (id, name) VALUES (1,'a'),(2,'b')
/*!40000 ALTER TABLE `dumped` ENABLE KEYS */
ALTER TABLE `dumped` MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=5
INSERT INTO dumped (name) VALUES ('c')
# many at once
CREATE TABLE many (id INT PRIMARY KEY, a INT, b INT, c INT, d INT, e INT)
INSERT INTO many VALUES (1, 1, 2, 3, 4, 5)
ALTER TABLE many DROP a, ADD a VARCHAR(5) FIRST, MODIFY b BIGINT AFTER e, CHANGE c cc INT NOT NULL DEFAULT 1, ALTER d SET DEFAULT 4, ADD INDEX (d), ADD UNIQUE u (e, id), COMMENT='all', ENGINE=InnoDB
INSERT INTO many (id, a, b) VALUES (2, 'a', 2)
ALTER TABLE many DROP INDEX d, DROP INDEX u, DROP COLUMN d, DROP COLUMN e, ADD (d INT, e INT), DROP PRIMARY KEY, ADD PRIMARY KEY (id, b), AUTO_INCREMENT=1
ALTER TABLE many DROP PRIMARY KEY, ADD PRIMARY KEY (id), ADD f INT, ADD g INT AFTER f, ADD h INT FIRST
INSERT INTO many (id, a, b, f, g, h) VALUES (3, 'x', 3, 1, 2, 3)
ALTER TABLE many CHANGE f f INT, CHANGE g g INT, MODIFY h INT, ORDER BY id DESC, a
INSERT INTO many (id, a, b, f, g, h) VALUES (4, 'y', 4, 1, 2, 3)
# made and gone
CREATE TABLE brief (id INT PRIMARY KEY)
DROP TABLE brief
CREATE TABLE brief (id INT PRIMARY KEY, a INT)
INSERT INTO brief VALUES (1, 1)
DROP TABLE brief RESTRICT
CREATE TABLE brief (a INT, id INT PRIMARY KEY)
INSERT INTO brief VALUES (5, 6)
ALTER TABLE brief ADD b INT
ALTER TABLE brief DROP b
ALTER TABLE brief ADD b INT FIRST
INSERT INTO brief VALUES (1, 2, 3)
RENAME TABLE brief TO brief_2
CREATE TABLE brief LIKE brief_2
INSERT INTO brief VALUES (1, 2, 3)
DROP TABLE brief, brief_2
# generated columns change their kind
CREATE TABLE worked_out (id INT PRIMARY KEY, price DECIMAL(10,2), amount INT, total DECIMAL(14,2) AS (price * amount) STORED)
INSERT INTO worked_out (id, price, amount) VALUES (1, 2.50, 3)
ALTER TABLE worked_out ADD COLUMN doubled DECIMAL(16,2) GENERATED ALWAYS AS (total * 2) STORED
INSERT INTO worked_out (id, price, amount) VALUES (2, 1.25, 4)
ALTER TABLE worked_out DROP COLUMN doubled, ADD label VARCHAR(40) AS (CONCAT('#', id)) VIRTUAL FIRST
INSERT INTO worked_out (id, price, amount) VALUES (3, 1, 1)
ALTER TABLE worked_out MODIFY total DECIMAL(18,4) AS (price * amount) STORED COMMENT 'price by amount'
ALTER TABLE worked_out ADD UNIQUE KEY by_label (label)
INSERT INTO worked_out (id, price, amount) VALUES (4, 2, 2)
ALTER TABLE worked_out DROP INDEX by_label, DROP label
ALTER TABLE worked_out DROP total, ADD total DECIMAL(12,2) NOT NULL DEFAULT 0
UPDATE worked_out SET total = 9 WHERE id = 1
ALTER TABLE worked_out ADD doc JSON, ADD who VARCHAR(20) GENERATED ALWAYS AS (doc->>'$.name') STORED, ADD KEY (who)
INSERT INTO worked_out (id, doc) VALUES (5, '{"name": "ann"}')
ALTER TABLE worked_out MODIFY amount BIGINT, ADD half BIGINT AS (amount DIV 2) VIRTUAL NULL COMMENT 'of the amount', ADD INDEX halves (half, id)
INSERT INTO worked_out (id, amount) VALUES (6, 5000000000)
# conditions that these servers only read
CREATE TABLE unchecked (id INT PRIMARY KEY, a INT CHECK (a > 0), b INT COMMENT 'CHECK (b > 0)', KEY (b), CHECK (a < 100), CONSTRAINT named CHECK (id > 0))
INSERT INTO unchecked VALUES (1, -5, -6)
ALTER TABLE unchecked ADD CONSTRAINT later CHECK (b > 0)
ALTER TABLE unchecked ADD COLUMN `check` INT DEFAULT 1, ADD INDEX `constraint` (`check`)
INSERT INTO unchecked (id) VALUES (2)
ALTER TABLE unchecked DROP COLUMN `check`
INSERT INTO unchecked VALUES (3, 1, 1)
# lists of numbers
CREATE TABLE by_number (id INT NOT NULL, region INT, KEY (id)) PARTITION BY LIST (region) (PARTITION none VALUES IN (NULL), PARTITION north VALUES IN (1, 2), PARTITION south VALUES IN (3, 4) COMMENT 'warm' MAX_ROWS = 100)
INSERT INTO by_number VALUES (1, 1), (2, 3), (3, NULL)
ALTER TABLE by_number ADD PARTITION (PARTITION east VALUES IN (5) COMMENT = 'sun''s', PARTITION west VALUES IN (6, 7))
INSERT INTO by_number VALUES (4, 5)
ALTER TABLE by_number REORGANIZE PARTITION east, west INTO (PARTITION eastwest VALUES IN (5, 6, 7))
INSERT INTO by_number VALUES (5, 6)
ALTER TABLE by_number TRUNCATE PARTITION north
INSERT INTO by_number VALUES (6, 2)
ALTER TABLE by_number DROP PARTITION none, eastwest
INSERT INTO by_number VALUES (9, 4)
ALTER TABLE by_number ADD note VARCHAR(9) DEFAULT 'n' REMOVE PARTITIONING
INSERT INTO by_number (id) VALUES (10)
# lists of several columns
CREATE TABLE by_pair (a INT, b INT, v INT, PRIMARY KEY (a, b)) PARTITION BY LIST COLUMNS (a, b) (PARTITION p0 VALUES IN ((1, 1), (1, 2)), PARTITION p1 VALUES IN ((2, 1)))
INSERT INTO by_pair VALUES (1, 1, 1), (2, 1, 2)
ALTER TABLE by_pair ADD PARTITION (PARTITION p2 VALUES IN ((2, 2), (3, 3)))
INSERT INTO by_pair VALUES (3, 3, 3)
ALTER TABLE by_pair TRUNCATE PARTITION p0, p2
INSERT INTO by_pair VALUES (1, 2, 4)
ALTER TABLE by_pair DROP PARTITION p0
INSERT INTO by_pair VALUES (2, 2, 4)
ALTER TABLE by_pair PARTITION BY LIST COLUMNS (a) (PARTITION lo VALUES IN (1, 2), PARTITION hi VALUES IN (3, 4))
INSERT INTO by_pair VALUES (4, 4, 4)
# ranges of days and of texts
CREATE TABLE by_day (id INT, d DATETIME, PRIMARY KEY (id, d)) PARTITION BY RANGE COLUMNS (d) (PARTITION jan VALUES LESS THAN ('2026-02-01 00:00:00'), PARTITION feb VALUES LESS THAN ('2026-03-01'))
INSERT INTO by_day VALUES (1, '2026-01-05'), (2, '2026-02-05 10:00:00')
ALTER TABLE by_day ADD PARTITION (PARTITION mar VALUES LESS THAN ('2026-04-01'), PARTITION later VALUES LESS THAN (MAXVALUE))
INSERT INTO by_day VALUES (3, '2026-03-03')
ALTER TABLE by_day REORGANIZE PARTITION later INTO (PARTITION apr VALUES LESS THAN ('2026-05-01'), PARTITION later VALUES LESS THAN (MAXVALUE))
INSERT INTO by_day VALUES (4, '2026-04-04'), (5, '2030-01-01')
ALTER TABLE by_day DROP PARTITION jan, feb
INSERT INTO by_day VALUES (6, '2026-03-31 23:59:59')
CREATE TABLE by_letter (k VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin, v INT, PRIMARY KEY (k)) PARTITION BY RANGE COLUMNS (k) (PARTITION am VALUES LESS THAN ('n'), PARTITION nz VALUES LESS THAN ('{'))
INSERT INTO by_letter VALUES ('alpha', 1), ('zulu', 2)
ALTER TABLE by_letter REORGANIZE PARTITION am, nz INTO (PARTITION ag VALUES LESS THAN ('h'), PARTITION hz VALUES LESS THAN ('{'))
INSERT INTO by_letter VALUES ('hotel', 3)
ALTER TABLE by_letter MODIFY v BIGINT, DROP PRIMARY KEY, ADD PRIMARY KEY (k, v)
INSERT INTO by_letter VALUES ('india', 4)
# hashes and keys grow and shrink
CREATE TABLE by_hours (id INT, t DATETIME, PRIMARY KEY (id, t)) PARTITION BY HASH (HOUR(t)) PARTITIONS 3
INSERT INTO by_hours VALUES (1, '2026-01-01 01:00:00'), (2, '2026-01-01 02:00:00')
ALTER TABLE by_hours ADD PARTITION PARTITIONS 2
INSERT INTO by_hours VALUES (3, '2026-01-01 04:00:00')
ALTER TABLE by_hours COALESCE PARTITION 4
INSERT INTO by_hours VALUES (4, '2026-01-01 05:00:00')
ALTER TABLE by_hours PARTITION BY LINEAR HASH (DAY(t)) PARTITIONS 6
INSERT INTO by_hours VALUES (5, '2026-01-06 05:00:00')
CREATE TABLE by_word (k VARCHAR(20) CHARACTER SET latin1 PRIMARY KEY, v INT) PARTITION BY KEY (k) PARTITIONS 4
INSERT INTO by_word VALUES ('a', 1), ('b', 2), ('c', 3)
ALTER TABLE by_word COALESCE PARTITION 1
INSERT INTO by_word VALUES ('d', 4)
ALTER TABLE by_word ADD PARTITION PARTITIONS 3
INSERT INTO by_word VALUES ('e', 5)
ALTER TABLE by_word REMOVE PARTITIONING
CREATE TABLE by_default_key (id INT PRIMARY KEY, v INT) PARTITION BY KEY () PARTITIONS 2
INSERT INTO by_default_key VALUES (1, 1), (2, 2)
ALTER TABLE by_default_key TRUNCATE PARTITION p1
INSERT INTO by_default_key VALUES (3, 3)
# parts of parts come and go
CREATE TABLE by_sub (id INT, d DATE, PRIMARY KEY (id, d)) PARTITION BY RANGE COLUMNS (d) SUBPARTITION BY HASH (id) (PARTITION p0 VALUES LESS THAN ('2026-01-01') (SUBPARTITION a0, SUBPARTITION a1), PARTITION p1 VALUES LESS THAN ('2027-01-01') (SUBPARTITION b0 COMMENT = 'b', SUBPARTITION b1))
INSERT INTO by_sub VALUES (1, '2025-01-01'), (2, '2026-01-01')
ALTER TABLE by_sub ADD PARTITION (PARTITION p2 VALUES LESS THAN ('2028-01-01') (SUBPARTITION c0, SUBPARTITION c1))
INSERT INTO by_sub VALUES (3, '2027-01-01')
ALTER TABLE by_sub TRUNCATE PARTITION p0
ALTER TABLE by_sub REORGANIZE PARTITION p1, p2 INTO (PARTITION p12 VALUES LESS THAN ('2028-01-01') (SUBPARTITION d0, SUBPARTITION d1))
INSERT INTO by_sub VALUES (4, '2025-06-06')
ALTER TABLE by_sub REMOVE PARTITIONING
INSERT INTO by_sub VALUES (5, '2040-01-01')
CREATE TABLE by_sub_list (id INT, r INT, PRIMARY KEY (id, r)) PARTITION BY LIST (r) SUBPARTITION BY LINEAR KEY (id) SUBPARTITIONS 3 (PARTITION x VALUES IN (1), PARTITION y VALUES IN (2))
INSERT INTO by_sub_list VALUES (1, 1), (2, 2)
ALTER TABLE by_sub_list ADD PARTITION (PARTITION z VALUES IN (3))
INSERT INTO by_sub_list VALUES (3, 3)
ALTER TABLE by_sub_list DROP PARTITION x
INSERT INTO by_sub_list VALUES (4, 2)
CREATE TABLE sub_out (id INT, r INT, PRIMARY KEY (id, r))
ALTER TABLE by_sub_list EXCHANGE PARTITION ysp0 WITH TABLE sub_out
INSERT INTO sub_out VALUES (900, 900)
# names go round
CREATE TABLE circle_a (id INT PRIMARY KEY, a INT)
CREATE TABLE circle_b (id INT PRIMARY KEY, b VARCHAR(5))
CREATE TABLE circle_c (id INT PRIMARY KEY, c DATE)
INSERT INTO circle_a VALUES (1, 1)
INSERT INTO circle_b VALUES (1, 'b')
INSERT INTO circle_c VALUES (1, '2026-01-01')
RENAME TABLES circle_a TO circle_t, circle_c TO circle_a, circle_b TO circle_c, circle_t TO circle_b
INSERT INTO circle_a (id, c) VALUES (2, '2026-02-02')
INSERT INTO circle_b (id, a) VALUES (2, 2)
INSERT INTO circle_c (id, b) VALUES (2, 'bb')
RENAME TABLE circle_a TO circle_x, circle_x TO circle_y, circle_y TO circle_a
INSERT INTO circle_a (id, c) VALUES (3, '2026-03-03')
DROP TABLE circle_b
RENAME TABLE circle_c TO circle_b
INSERT INTO circle_b (id, b) VALUES (4, 'four')
RENAME TABLE circle_a TO spare, circle_b TO circle_a
ALTER TABLE spare RENAME TO circle_b, ADD d INT AFTER id
INSERT INTO circle_b (id, d) VALUES (5, 5)
INSERT INTO circle_a (id, b) VALUES (5, 'five')
# parts of tables get other names
CREATE TABLE renamed_parts (id INT PRIMARY KEY, a INT, b VARCHAR(20), c DATE, KEY one (a), KEY two (b), UNIQUE three (c, id))
INSERT INTO renamed_parts VALUES (1, 1, 'b', '2026-01-01')
ALTER TABLE renamed_parts RENAME KEY two TO `2`, RENAME INDEX three TO `thr``ee`
ALTER TABLE renamed_parts CHANGE a alpha BIGINT NOT NULL FIRST
INSERT INTO renamed_parts (id, alpha, b) VALUES (2, 5000000000, 'bb')
ALTER TABLE renamed_parts CHANGE b beta VARCHAR(30) NOT NULL DEFAULT '-' AFTER c
INSERT INTO renamed_parts (id, alpha, c) VALUES (3, 3, '2026-03-03')
ALTER TABLE renamed_parts CHANGE COLUMN c gamma DATETIME NULL AFTER alpha, CHANGE beta b CHAR(30) FIRST
INSERT INTO renamed_parts (id, alpha, gamma, b) VALUES (4, 4, '2026-04-04 04:04:04', 'bbb')
ALTER TABLE renamed_parts CHANGE `alpha` `ALPHA` BIGINT NOT NULL, CHANGE GAMMA Gamma DATETIME
INSERT INTO renamed_parts (id, alpha, gamma) VALUES (5, 5, '2026-05-05')
8.0 ALTER TABLE renamed_parts RENAME COLUMN alpha TO a, RENAME COLUMN gamma TO c, RENAME INDEX one TO uno
8.0 INSERT INTO renamed_parts (id, a, c) VALUES (6, 6, '2026-06-06')
8.0 ALTER TABLE renamed_parts RENAME COLUMN a TO c, RENAME COLUMN c TO a, DROP INDEX `2`
8.0 INSERT INTO renamed_parts (id, c, a) VALUES (7, 7, '2026-07-07')
8.0 ALTER TABLE renamed_parts RENAME COLUMN b TO bb, ADD b INT FIRST
8.0 INSERT INTO renamed_parts (id, c, b) VALUES (8, 8, 8)
# notes and quotes
CREATE TABLE noted (id INT PRIMARY KEY COMMENT 'a ''key'' "here"', a VARCHAR(20) DEFAULT ';' COMMENT 'semicolon; and -- dashes', b VARCHAR(20) DEFAULT '`' COMMENT '`ticks` /* stars */ # hash') COMMENT = 'percent % under_ back\\slash'
INSERT INTO noted (id) VALUES (1)
ALTER TABLE noted MODIFY a VARCHAR(20) DEFAULT '\n\t\\' COMMENT 'line\nfeed\ttab'
INSERT INTO noted (id) VALUES (2)
ALTER TABLE noted COMMENT 'naïve “quoted” 中文'
ALTER TABLE noted ADD c INT COMMENT "double ""quotes"" and 'single'", ADD d VARCHAR(30) DEFAULT "it's \"so\""
INSERT INTO noted (id) VALUES (3)
ALTER TABLE noted ADD e VARCHAR(10) NOT NULL DEFAULT '' COMMENT '' AFTER id, ADD KEY by_e (e) COMMENT 'key''s; -- note'
INSERT INTO noted (id) VALUES (4)
ALTER TABLE noted MODIFY b VARCHAR(20) DEFAULT 'a' 'b', MODIFY c INT DEFAULT +5
INSERT INTO noted (id) VALUES (5)
ALTER TABLE noted ADD f VARCHAR(9) DEFAULT _latin1'x', ADD g VARCHAR(9) DEFAULT N'n', ADD h VARBINARY(9) DEFAULT 0x4142, ADD i BIT(8) DEFAULT 0b1010
INSERT INTO noted (id) VALUES (6)
ALTER TABLE noted ALTER COLUMN d SET DEFAULT '%s {0} $1 ?', ALTER a SET DEFAULT NULL
INSERT INTO noted (id) VALUES (7)
# moments that keep themselves
CREATE TABLE touched (id INT PRIMARY KEY, v INT, made TIMESTAMP(2) NOT NULL DEFAULT CURRENT_TIMESTAMP(2), seen DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6))
INSERT INTO touched (id, v) VALUES (1, 1)
ALTER TABLE touched ADD changed TIMESTAMP(4) NULL ON UPDATE CURRENT_TIMESTAMP(4)
UPDATE touched SET v = 2
ALTER TABLE touched MODIFY seen DATETIME(6) NULL DEFAULT NULL ON UPDATE NOW(6)
INSERT INTO touched (id, v) VALUES (2, 2)
ALTER TABLE touched MODIFY made TIMESTAMP(5) NOT NULL DEFAULT NOW(5) ON UPDATE LOCALTIME(5)
UPDATE touched SET v = 3 WHERE id = 1
ALTER TABLE touched MODIFY changed DATETIME DEFAULT CURRENT_TIMESTAMP(), DROP v
INSERT INTO touched (id) VALUES (3)
ALTER TABLE touched ADD stamped DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), ADD roughly TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)
INSERT INTO touched (id) VALUES (4)
# counters
CREATE TABLE counted (id INT UNSIGNED NOT NULL AUTO_INCREMENT, v INT, UNIQUE KEY (id)) AUTO_INCREMENT = 1000
INSERT INTO counted (v) VALUES (1), (2)
ALTER TABLE counted AUTO_INCREMENT = 5000
INSERT INTO counted (v) VALUES (3)
ALTER TABLE counted MODIFY id BIGINT NOT NULL
INSERT INTO counted VALUES (9000, 4)
ALTER TABLE counted MODIFY id BIGINT NOT NULL AUTO_INCREMENT, COMMENT 'counts again'
INSERT INTO counted (v) VALUES (5)
ALTER TABLE counted ADD PRIMARY KEY (id), DROP INDEX id
INSERT INTO counted (v) VALUES (6)
CREATE TABLE counted_second (a INT NOT NULL, n INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (a, n), KEY (n)) ENGINE=InnoDB AUTO_INCREMENT 7
INSERT INTO counted_second (a) VALUES (1), (2)
ALTER TABLE counted_second AUTO_INCREMENT 1, ADD v INT
INSERT INTO counted_second (a) VALUES (3)
# pages and row formats
CREATE TABLE squeezed (id INT PRIMARY KEY, a VARCHAR(100)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4
INSERT INTO squeezed VALUES (1, 'a')
ALTER TABLE squeezed KEY_BLOCK_SIZE = 2
ALTER TABLE squeezed ROW_FORMAT = DYNAMIC, KEY_BLOCK_SIZE = 0, ADD b INT
INSERT INTO squeezed VALUES (2, 'b', 2)
ALTER TABLE squeezed ROW_FORMAT COMPACT STATS_PERSISTENT DEFAULT STATS_AUTO_RECALC 0
ALTER TABLE squeezed DEFAULT CHARACTER SET utf8mb4 DEFAULT COLLATE utf8mb4_unicode_ci
ALTER TABLE squeezed ADD c VARCHAR(10), STATS_SAMPLE_PAGES = 20
INSERT INTO squeezed VALUES (3, 'c', 3, '😀')
# what is of this session or no table
CREATE TABLE base_of (id INT PRIMARY KEY, v INT)
INSERT INTO base_of VALUES (1, 1)
CREATE TEMPORARY TABLE passing (id INT PRIMARY KEY, v INT) -- not carried
INSERT INTO passing VALUES (1, 1)
ALTER TABLE passing ADD w INT -- not carried
CREATE INDEX by_v ON passing (v) -- not carried
TRUNCATE TABLE passing -- not carried
CREATE TEMPORARY TABLE IF NOT EXISTS passing_2 LIKE base_of -- not carried
CREATE TEMPORARY TABLE base_of (x VARCHAR(9) PRIMARY KEY) -- not carried
INSERT INTO base_of VALUES ('hidden')
ALTER TABLE base_of ADD y INT -- not carried
DROP TEMPORARY TABLE base_of -- not carried
INSERT INTO base_of VALUES (2, 2)
DROP TEMPORARY TABLE IF EXISTS passing, passing_2 -- not carried
CREATE VIEW base_of_view AS SELECT id, v FROM base_of -- not carried
CREATE OR REPLACE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW base_of_view (a) AS SELECT id FROM base_of -- not carried
ALTER VIEW base_of_view AS SELECT v FROM base_of WITH CHECK OPTION -- not carried
DROP VIEW IF EXISTS base_of_view -- not carried
CREATE PROCEDURE does_it() INSERT INTO base_of VALUES (7, 7) -- not carried
CALL does_it()
ALTER PROCEDURE does_it COMMENT 'it' -- not carried
DROP PROCEDURE IF EXISTS does_it -- not carried
CREATE FUNCTION doubled(a INT) RETURNS INT DETERMINISTIC RETURN a * 2 -- not carried
DROP FUNCTION doubled -- not carried
CREATE DEFINER = CURRENT_USER TRIGGER base_of_before BEFORE UPDATE ON base_of FOR EACH ROW SET NEW.v = NEW.v + 1 -- not carried
UPDATE base_of SET v = 10 WHERE id = 2
DROP TRIGGER corpus.base_of_before -- not carried
CREATE EVENT sometimes ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM base_of -- not carried
ALTER EVENT sometimes COMMENT 'CREATE TABLE never (id INT)' -- not carried
DROP EVENT sometimes -- not carried
ALTER TABLE base_of ADD w INT
INSERT INTO base_of VALUES (8, 8, 8)
# databases and what their tables take from them
CREATE DATABASE IF NOT EXISTS corpus_c CHARACTER SET = latin1 COLLATE = latin1_bin
CREATE TABLE corpus_c.t1 (id INT PRIMARY KEY, a VARCHAR(10))
INSERT INTO corpus_c.t1 VALUES (1, 'é')
ALTER SCHEMA corpus_c DEFAULT COLLATE = utf8_bin
CREATE TABLE corpus_c.t2 (id INT PRIMARY KEY, a VARCHAR(10))
INSERT INTO corpus_c.t2 VALUES (1, 'ł')
ALTER DATABASE corpus_c DEFAULT CHARACTER SET gb18030 DEFAULT COLLATE gb18030_bin
CREATE TABLE corpus_c.t3 (id INT PRIMARY KEY, a VARCHAR(10), b TEXT CHARACTER SET latin1)
INSERT INTO corpus_c.t3 VALUES (1, '中', 'é')
USE corpus_c
ALTER DATABASE COLLATE latin1_german1_ci
CREATE TABLE t4 (id INT PRIMARY KEY, a ENUM('ä', 'ß'), b CHAR(3) COLLATE latin1_bin)
INSERT INTO t4 VALUES (1, 'ß', 'ü')
ALTER TABLE t1 ADD b TEXT, ADD c VARCHAR(5) COLLATE latin1_general_ci
INSERT INTO t1 VALUES (2, 'a', 'b', 'c')
CREATE DATABASE `corpus-d e`
CREATE TABLE `corpus-d e`.`t.1` (id INT PRIMARY KEY, `v w` INT)
INSERT INTO `corpus-d e`.`t.1` VALUES (1, 1)
RENAME TABLE t2 TO `corpus-d e`.t2
INSERT INTO `corpus-d e`.t2 VALUES (2, 'two')
ALTER TABLE `corpus-d e`.`t.1` ADD KEY (`v w`), RENAME `corpus-d e`.`t 1`
INSERT INTO `corpus-d e`.`t 1` VALUES (2, 2)
CREATE TABLE t5 LIKE `corpus-d e`.`t 1`
INSERT INTO t5 VALUES (5, 5)
USE corpus
DROP DATABASE `corpus-d e`
DROP DATABASE IF EXISTS corpus_c
DROP DATABASE IF EXISTS corpus_none
# parents with every action
CREATE TABLE root_of (id INT PRIMARY KEY, code VARCHAR(10) CHARACTER SET latin1 NOT NULL, UNIQUE KEY (code))
CREATE TABLE leaf (id INT PRIMARY KEY, r INT, c VARCHAR(10) CHARACTER SET latin1, CONSTRAINT l1 FOREIGN KEY (r) REFERENCES root_of (id) ON DELETE CASCADE ON UPDATE SET NULL)
ALTER TABLE leaf ADD CONSTRAINT l2 FOREIGN KEY (c) REFERENCES root_of (code) ON DELETE SET NULL ON UPDATE CASCADE
INSERT INTO root_of VALUES (1, 'a'), (2, 'b'), (3, 'c')
INSERT INTO leaf VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')
UPDATE root_of SET code = 'z' WHERE id = 1
DELETE FROM root_of WHERE id = 3
ALTER TABLE leaf DROP FOREIGN KEY l1, ADD CONSTRAINT l3 FOREIGN KEY (r) REFERENCES root_of (id) ON DELETE RESTRICT ON UPDATE NO ACTION
INSERT INTO leaf VALUES (4, 2, 'z')
ALTER TABLE leaf DROP FOREIGN KEY l2
ALTER TABLE leaf ADD INDEX own (c, id), ADD CONSTRAINT l4 FOREIGN KEY (c) REFERENCES root_of (code) ON UPDATE RESTRICT ON DELETE NO ACTION
INSERT INTO leaf VALUES (5, 2, 'b')
ALTER TABLE leaf DROP FOREIGN KEY l3
ALTER TABLE leaf DROP COLUMN r
INSERT INTO leaf VALUES (6, 'z')
CREATE TABLE twig (id INT PRIMARY KEY, l INT REFERENCES leaf (id))
ALTER TABLE twig ADD CONSTRAINT to_leaf FOREIGN KEY (l) REFERENCES corpus.leaf (id) ON DELETE CASCADE, ADD UNIQUE (l)
INSERT INTO twig VALUES (1, 5), (2, 6)
RENAME TABLE leaf TO foliage
INSERT INTO foliage VALUES (7, NULL)
INSERT INTO twig VALUES (3, 7)
DELETE FROM foliage WHERE id = 5
CREATE TABLE chain (id INT PRIMARY KEY, back INT, forth INT, CONSTRAINT goes_back FOREIGN KEY (back) REFERENCES chain (id) ON DELETE SET NULL, CONSTRAINT goes_forth FOREIGN KEY (forth) REFERENCES chain (id) ON DELETE CASCADE)
INSERT INTO chain VALUES (1, NULL, NULL), (2, 1, 1), (3, 1, NULL)
DELETE FROM chain WHERE id = 1
ALTER TABLE chain DROP FOREIGN KEY goes_back, DROP FOREIGN KEY goes_forth
INSERT INTO chain VALUES (9, 99, 99)
DROP TABLE twig, foliage
SET foreign_key_checks = 0
CREATE TABLE first_child (id INT PRIMARY KEY, p INT, CONSTRAINT early FOREIGN KEY (p) REFERENCES late_parent (id) ON DELETE CASCADE ON UPDATE CASCADE)
INSERT INTO first_child VALUES (1, NULL)
CREATE TABLE late_parent (id INT PRIMARY KEY)
SET foreign_key_checks = 1
INSERT INTO late_parent VALUES (1)
INSERT INTO first_child VALUES (2, 1)
# statements for some versions only
CREATE TABLE /*!50000 IF NOT EXISTS */ shown (id INT PRIMARY KEY /*!80000 , newer INT */ /*!50600 , older INT */ /*!99999 , never INT */)
INSERT INTO shown (id, older) VALUES (1, 1)
/*!50700 ALTER TABLE shown ADD seven INT DEFAULT 7 */
INSERT INTO shown (id) VALUES (2)
/*! ALTER TABLE shown ADD always INT */
INSERT INTO shown (id, always) VALUES (3, 3)
ALTER TABLE shown /*!80000 RENAME COLUMN older TO old_one */
ALTER TABLE shown /*!50700 ADD INDEX by_seven (seven) */ /*!80000 INVISIBLE */
INSERT INTO shown (id, seven) VALUES (4, 4)
8.0 /*!80000 ALTER TABLE shown ALTER INDEX by_seven VISIBLE */ /* the end */
CREATE TABLE `shown_2` (`id` int(11) NOT NULL, PRIMARY KEY (`id`)) /*!50100 PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB, PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */
INSERT INTO shown_2 VALUES (1), (11)
/*!50003 DROP TABLE IF EXISTS shown_2 */
# words in front and behind
/* app: billing */ /* user 5 */ CREATE TABLE led (id INT PRIMARY KEY)
INSERT INTO led VALUES (1)
/*+ no hint here */ ALTER TABLE led ADD a INT
/**/ALTER/**/TABLE/**/led/**/ADD/**/b/**/INT/**/
INSERT INTO led VALUES (2, 2, 2)
/* CREATE TABLE decoy (id INT) */ ALTER TABLE led ADD c INT DEFAULT 3 /* DROP TABLE led */
INSERT INTO led (id) VALUES (3)
/* it's "odd" `here */ ALTER TABLE led DROP c;
INSERT INTO led VALUES (4, 4, 4)
/* a */ TRUNCATE /* all of */ TABLE /* the */ led -- now
INSERT INTO led VALUES (5, 5, 5)
/* x */ RENAME /* y */ TABLE led /* z */ TO /* w */ led_2
INSERT INTO led_2 VALUES (6, 6, 6)
/* app */ CREATE INDEX by_a ON led_2 (a) # later
/* app */ DROP INDEX by_a ON led_2
/* app */ DROP TABLE IF EXISTS led_2
# double quotes around names
SET sql_mode = 'ANSI_QUOTES'
CREATE TABLE "corpus"."in quotes" ("the key" INT PRIMARY KEY, "b""c" VARCHAR(10) DEFAULT 'x"y')
INSERT INTO "in quotes" ("the key") VALUES (1)
RENAME TABLE "in quotes" TO "out of quotes"
ALTER TABLE "out of quotes" ADD CONSTRAINT "a unique" UNIQUE ("b""c"), ALTER COLUMN "b""c" SET DEFAULT 'z'
INSERT INTO "out of quotes" ("the key") VALUES (2)
CREATE INDEX "an index" ON "corpus"."out of quotes" ("b""c"(3))
DROP INDEX "a unique" ON "out of quotes"
TRUNCATE TABLE "out of quotes"
INSERT INTO "out of quotes" ("the key") VALUES (3)
CREATE TABLE "child of quotes" (id INT PRIMARY KEY, "f" INT, CONSTRAINT "fk ""q""" FOREIGN KEY ("f") REFERENCES "out of quotes" ("the key") ON DELETE SET NULL)
INSERT INTO "child of quotes" VALUES (1, 3)
DROP TABLE IF EXISTS "child of quotes", "not at all", `out of quotes`
SET sql_mode = 'ANSI,IGNORE_SPACE'
CREATE TABLE "spaced call" ("id" INT PRIMARY KEY, "a" DATETIME DEFAULT NOW (), "b" VARCHAR(9) AS ('a' || "id") VIRTUAL)
INSERT INTO "spaced call" ("id") VALUES (1)
SET sql_mode = DEFAULT
# names with everything in them
CREATE TABLE `a.b.c` (`x.y` INT PRIMARY KEY, `  two  spaces` INT)
INSERT INTO `a.b.c` VALUES (1, 1)
ALTER TABLE `a.b.c` ADD `tab	here` INT, ADD `ünïcödé` INT, ADD `日本` INT
INSERT INTO `a.b.c` VALUES (2, 2, 2, 2, 2)
CREATE INDEX `index.with.dots` ON `a.b.c` (`x.y`, `日本`)
RENAME TABLE `a.b.c` TO `corpus`.`c.b.a`
INSERT INTO `c.b.a` VALUES (3, 3, 3, 3, 3)
CREATE TABLE `-` (`-` INT PRIMARY KEY, `#` INT, `/*` INT, `--` INT, `;` INT, `''` INT, `\` INT)
INSERT INTO `-` VALUES (1, 2, 3, 4, 5, 6, 7)
ALTER TABLE `-` CHANGE `/*` `*/` INT, DROP `;`
INSERT INTO `-` VALUES (2, 2, 3, 4, 5, 6)
CREATE TABLE `CamelCase` (`CamelId` INT PRIMARY KEY, `camelid2` INT)
INSERT INTO `CamelCase` VALUES (1, 1)
ALTER TABLE `CamelCase` ADD `CAMEL` INT, ALTER `camelID2` SET DEFAULT 3
INSERT INTO `CamelCase` (camelid) VALUES (2)
ALTER TABLE CamelCase DROP `camel`, CHANGE CAMELID2 camel_2 INT
INSERT INTO CamelCase VALUES (3, 3)
CREATE TABLE `a_name_of_sixty_four_letters_is_as_long_as_a_name_may_be________` (`a_column_of_sixty_four_letters_is_as_long_as_a_name_may_be_there` INT PRIMARY KEY)
INSERT INTO `a_name_of_sixty_four_letters_is_as_long_as_a_name_may_be________` VALUES (1)
ALTER TABLE `a_name_of_sixty_four_letters_is_as_long_as_a_name_may_be________` ADD COLUMN `x` INT, RENAME TO `short`
INSERT INTO `short` VALUES (2, 2)
# how a server is to do it
CREATE TABLE clauses (id INT PRIMARY KEY, a INT, b VARCHAR(20), c TEXT)
INSERT INTO clauses VALUES (1, 1, 'b', 'c')
ALTER TABLE clauses ALGORITHM=INPLACE, ADD d INT, LOCK=NONE, ADD INDEX (a)
INSERT INTO clauses VALUES (2, 2, 'b', 'c', 2)
ALTER TABLE clauses LOCK=EXCLUSIVE, ALGORITHM=COPY, MODIFY a BIGINT
ALTER TABLE clauses ADD e INT, ALGORITHM DEFAULT, LOCK DEFAULT
INSERT INTO clauses VALUES (3, 5000000000, 'b', 'c', 3, 3)
ALTER TABLE clauses LOCK SHARED, DROP e
ALTER TABLE clauses ADD FULLTEXT INDEX by_words (c), LOCK=SHARED
INSERT INTO clauses VALUES (4, 4, 'b', 'some words', 4)
ALTER TABLE clauses ADD f INT, ADD g INT FIRST, ADD h INT AFTER a, MODIFY b VARCHAR(40) AFTER h, CHANGE c cc MEDIUMTEXT FIRST, DROP d, ADD UNIQUE (f), ADD KEY (g, h), ALTER a SET DEFAULT 8, ROW_FORMAT=DYNAMIC, COMMENT='many'
INSERT INTO clauses (id, cc, h) VALUES (5, 'cc', 5)
ALTER TABLE clauses DROP KEY by_words, DROP INDEX f, ORDER BY b ASC, a DESC, id
INSERT INTO clauses (id, cc, h) VALUES (6, 'cc', 6)
8.0 ALTER TABLE clauses ADD i INT DEFAULT 9, ADD j VARCHAR(5), ALGORITHM=INSTANT, LOCK=DEFAULT
8.0 INSERT INTO clauses (id) VALUES (7)
8.0 ALTER TABLE clauses ALTER i DROP DEFAULT, RENAME INDEX a TO aa, ALGORITHM=INPLACE
8.0 INSERT INTO clauses (id, i) VALUES (8, 8)
# lists that are dropped
CREATE TABLE d1 (id INT PRIMARY KEY)
CREATE TABLE d2 (id INT PRIMARY KEY, a INT REFERENCES d1 (id))
CREATE TABLE `d 3` (id INT PRIMARY KEY)
INSERT INTO d1 VALUES (1)
DROP TABLE IF EXISTS d1, corpus.nothing_here, `corpus`.`d 3` CASCADE
INSERT INTO d2 VALUES (2, 2)
CREATE TABLE d1 (other VARCHAR(5) PRIMARY KEY)
INSERT INTO d1 VALUES ('new')
DROP TABLES d1, corpus . d2 RESTRICT
CREATE TABLE d1 (id INT PRIMARY KEY) COMMENT 'third of its name'
CREATE TABLE IF NOT EXISTS d1 (id BIGINT, other INT, KEY (other))
INSERT INTO d1 VALUES (3)
# indexes of all kinds come
CREATE TABLE indexed (id INT PRIMARY KEY, a INT NOT NULL, b VARCHAR(100) CHARACTER SET utf8mb4, c TEXT CHARACTER SET utf8mb4, g GEOMETRY NOT NULL, h BLOB)
INSERT INTO indexed VALUES (1, 1, 'b', 'c', ST_GeomFromText('POINT(1 1)'), 'h')
CREATE INDEX by_h ON indexed (h(16)) ALGORITHM = INPLACE LOCK = NONE
CREATE INDEX by_b USING BTREE ON indexed (b(10) DESC, a ASC) COMMENT 'mixed'
CREATE UNIQUE INDEX by_a USING BTREE ON corpus.indexed (a) ALGORITHM=COPY
INSERT INTO indexed VALUES (2, 2, 'bb', 'cc', ST_GeomFromText('LINESTRING(0 0, 2 2)'), 'hh')
CREATE FULLTEXT INDEX by_c ON indexed (b, c) COMMENT 'words'
CREATE SPATIAL INDEX by_g ON indexed (g)
INSERT INTO indexed VALUES (3, 3, 'bbb', 'ccc', ST_GeomFromText('POINT(3 3)'), 'hhh')
ALTER TABLE indexed DROP INDEX by_g, ADD SPATIAL KEY by_shape (g) COMMENT 'where'
ALTER TABLE indexed DROP INDEX by_c, ADD FULLTEXT KEY (c)
ALTER TABLE indexed ADD FULLTEXT only_b (b)
INSERT INTO indexed VALUES (4, 4, 'four words of text', 'more', ST_GeomFromText('POINT(4 4)'), 'hhhh')
DROP INDEX by_shape ON corpus.indexed
DROP INDEX only_b ON indexed
8.0 ALTER TABLE indexed ADD INDEX vis (a) INVISIBLE COMMENT 'unseen', ALTER INDEX by_h INVISIBLE
8.0 INSERT INTO indexed VALUES (5, 5, 'b', 'c', ST_GeomFromText('POINT(5 5)'), NULL)
8.0 CREATE INDEX unseen ON indexed (a, id) INVISIBLE
8.0 ALTER TABLE indexed ALTER INDEX unseen VISIBLE, ALTER INDEX vis VISIBLE
8.0 CREATE UNIQUE INDEX down ON indexed (a DESC, id ASC) VISIBLE
8.0 INSERT INTO indexed VALUES (6, 6, 'b', 'c', ST_GeomFromText('POINT(6 6)'), NULL)
8.0 CREATE TABLE reversed (a INT, b INT, c INT, PRIMARY KEY (a DESC, b), KEY (c DESC, b DESC))
8.0 INSERT INTO reversed VALUES (1, 1, 1), (2, 2, 2)
8.0 ALTER TABLE reversed DROP PRIMARY KEY, ADD PRIMARY KEY (a, b DESC)
8.0 INSERT INTO reversed VALUES (3, 3, 3)
# texts take another character set
CREATE TABLE converted (id INT PRIMARY KEY, a TEXT, b VARCHAR(100) COLLATE latin1_bin, c ENUM('yes', 'no'), d LONGTEXT CHARACTER SET ascii, e VARBINARY(9)) CHARACTER SET latin1
INSERT INTO converted VALUES (1, 'é', 'É', 'no', 'plain', 'é')
ALTER TABLE converted CONVERT TO CHARACTER SET utf8mb4
INSERT INTO converted VALUES (2, '😀', '😀', 'yes', '😀', x'00FF')
ALTER TABLE converted MODIFY a TEXT CHARACTER SET utf16 COLLATE utf16_bin, MODIFY c ENUM('yes', 'no', 'ê') CHARACTER SET utf8 COLLATE utf8_bin
INSERT INTO converted VALUES (3, '😀', 'b', 'ê', 'd', NULL)
ALTER TABLE converted MODIFY d LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, COLLATE = utf8mb4_bin, ADD f CHAR(4), ADD g SET('ß', 'x') CHARACTER SET latin1 COLLATE latin1_german2_ci
INSERT INTO converted (id, f, g) VALUES (4, '😀', 'ß')
CREATE TABLE to_bytes (id INT PRIMARY KEY, a VARCHAR(10), b CHAR(4), c TEXT) CHARACTER SET utf8
INSERT INTO to_bytes VALUES (1, 'ł', 'ł', 'ł')
ALTER TABLE to_bytes CONVERT TO CHARACTER SET binary
INSERT INTO to_bytes VALUES (2, x'00FF', x'00FF', x'00FF')
ALTER TABLE to_bytes MODIFY c TEXT CHARACTER SET latin1, MODIFY a VARCHAR(30) CHARACTER SET latin1
INSERT INTO to_bytes VALUES (3, 'é', x'01', 'é')
# emptied in every spelling
CREATE TABLE hollow (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT, KEY (v)) AUTO_INCREMENT = 40
INSERT INTO hollow (v) VALUES (1), (2)
truncate table `corpus`.`hollow`
INSERT INTO hollow (v) VALUES (3)
TRUNCATE corpus . hollow
INSERT INTO hollow (v) VALUES (4)
CREATE TABLE hollow_child (id INT PRIMARY KEY, h INT, FOREIGN KEY (h) REFERENCES hollow (id))
SET foreign_key_checks = 0
TRUNCATE hollow
SET foreign_key_checks = 1
INSERT INTO hollow (v) VALUES (5)
INSERT INTO hollow_child VALUES (1, 1)
DELETE FROM hollow_child
TRUNCATE TABLE hollow_child
INSERT INTO hollow_child VALUES (2, NULL)
# conditions of columns and tables
9 CREATE TABLE checked (id INT PRIMARY KEY, a INT CHECK (a > 0), b INT, CONSTRAINT ordered CHECK (a < b), CHECK (b < 1000) NOT ENFORCED)
9 INSERT INTO checked VALUES (1, 1, 2), (2, 3, 2000)
9 ALTER TABLE checked ADD CONSTRAINT small CHECK (b <= 5000), ALTER CHECK ordered NOT ENFORCED
9 INSERT INTO checked VALUES (3, 9, 8)
9 ALTER TABLE checked DROP CHECK small, ADD CHECK (a <> 7)
9 ALTER TABLE checked DROP CONSTRAINT ordered
9 ALTER TABLE checked ADD CONSTRAINT ordered CHECK (a < b + 10) NOT ENFORCED
9 ALTER TABLE checked ALTER CONSTRAINT ordered ENFORCED
9 ALTER TABLE checked ADD c INT CONSTRAINT positive_c CHECK (c >= 0)
9 INSERT INTO checked VALUES (4, 1, 2, 3)
9 ALTER TABLE checked RENAME TO checked_2, MODIFY a BIGINT
9 INSERT INTO checked_2 VALUES (5, 1, 2, 3)
9 ALTER TABLE checked_2 DROP CHECK positive_c, DROP COLUMN c
9 CREATE TABLE checked_3 LIKE checked_2
9 INSERT INTO checked_3 VALUES (1, 1, 2)
# columns that are not seen
9 CREATE TABLE half_seen (id INT PRIMARY KEY, a INT DEFAULT 5 INVISIBLE, b INT)
9 INSERT INTO half_seen VALUES (1, 2)
9 INSERT INTO half_seen (id, a, b) VALUES (2, 3, 4)
9 ALTER TABLE half_seen ALTER COLUMN a SET VISIBLE, ALTER COLUMN b SET INVISIBLE
9 INSERT INTO half_seen VALUES (3, 3)
9 ALTER TABLE half_seen ADD c INT INVISIBLE FIRST, MODIFY b BIGINT VISIBLE
9 INSERT INTO half_seen VALUES (4, 4, 5000000000)
9 ALTER TABLE half_seen DROP c, ADD d INT AS (id * 2) VIRTUAL INVISIBLE
9 INSERT INTO half_seen VALUES (5, 5, 5)
9 ALTER TABLE half_seen CHANGE b bb BIGINT INVISIBLE AFTER id
9 INSERT INTO half_seen (id, bb) VALUES (6, 6)
# indexes over expressions
9 CREATE TABLE by_expression (id INT PRIMARY KEY, a INT, b VARCHAR(40), j JSON, KEY sums ((a + id)), KEY mixed (b, (a * 2) DESC))
9 INSERT INTO by_expression VALUES (1, 1, 'B', '{"ids": [1, 2]}')
9 CREATE INDEX lowered ON by_expression ((LOWER(b)))
9 ALTER TABLE by_expression ADD UNIQUE KEY absolute ((ABS(a)))
9 INSERT INTO by_expression VALUES (2, -2, 'C', '{"ids": [3]}')
9 CREATE INDEX multi ON by_expression ((CAST(j->'$.ids' AS UNSIGNED ARRAY)))
9 INSERT INTO by_expression VALUES (3, 3, 'D', '{"ids": [4, 5]}')
9 ALTER TABLE by_expression DROP INDEX lowered, RENAME INDEX sums TO totals, ALTER INDEX mixed INVISIBLE
9 UPDATE by_expression SET a = 7 WHERE id = 1
9 ALTER TABLE by_expression DROP INDEX absolute, ADD c INT, DROP INDEX multi
9 INSERT INTO by_expression (id, a, c) VALUES (4, 4, 4)
# defaults that are worked out
9 CREATE TABLE expression_defaults (id INT PRIMARY KEY, f FLOAT DEFAULT (1.5 * 2), b BINARY(16) DEFAULT (UUID_TO_BIN('6ccd780c-baba-1026-9564-5b8c656024db')), d DATE DEFAULT (CURRENT_DATE + INTERVAL 1 YEAR), j JSON DEFAULT (JSON_ARRAY()), t TEXT DEFAULT ('abc'))
9 INSERT INTO expression_defaults (id) VALUES (1)
9 ALTER TABLE expression_defaults ADD u VARCHAR(20) DEFAULT (CONCAT('u-', id)), ALTER COLUMN t SET DEFAULT (CONCAT('o', 'ther'))
9 INSERT INTO expression_defaults (id) VALUES (2)
9 ALTER TABLE expression_defaults ALTER COLUMN j DROP DEFAULT, MODIFY f DOUBLE DEFAULT (PI())
9 INSERT INTO expression_defaults (id, j) VALUES (3, '[]')
9 ALTER TABLE expression_defaults ALTER u SET DEFAULT (CONCAT('v-', id)), ADD g GEOMETRY DEFAULT (POINT(1, 1))
9 INSERT INTO expression_defaults (id, j) VALUES (4, '{}')
# what newer servers can do at once
9 CREATE TABLE newest (id INT PRIMARY KEY, a INT, b INT, c VARCHAR(10)) AUTOEXTEND_SIZE=4M
9 INSERT INTO newest VALUES (1, 1, 1, 'c')
9 ALTER TABLE newest DROP COLUMN a, ALGORITHM=INSTANT
9 INSERT INTO newest VALUES (2, 2, 'c')
9 ALTER TABLE newest ADD a INT DEFAULT 4 FIRST, ALGORITHM=INSTANT
9 INSERT INTO newest (id) VALUES (3)
9 ALTER TABLE newest RENAME COLUMN b TO bb, ALGORITHM=INSTANT
9 INSERT INTO newest (id, bb) VALUES (4, 4)
9 ALTER TABLE newest AUTOEXTEND_SIZE 8M
9 CREATE TABLE picked AS SELECT id, bb FROM newest
9 ALTER TABLE picked ADD PRIMARY KEY (id)
9 INSERT INTO picked VALUES (9, 9)
9 CREATE TABLE picked_2 (PRIMARY KEY (id)) SELECT id, c FROM newest WHERE id > 1
9 INSERT INTO picked_2 VALUES (9, 'nine')
