-- The store of an Otter 4 manager, made up: 30 channels in which every documented parameter
-- occurs at least once. Statements end with a semicolon at the end of a line.
CREATE DATABASE otter CHARACTER SET utf8mb4;
USE otter;
CREATE TABLE `AUTOKEEPER_CLUSTER` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  CLUSTER_NAME varchar(200) NOT NULL,
  SERVER_LIST varchar(1024) NOT NULL,
  DESCRIPTION varchar(200),
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `DATA_MATRIX` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  GROUP_KEY varchar(200),
  MASTER varchar(200),
  SLAVE varchar(200),
  DESCRIPTION varchar(200),
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `NODE` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  NAME varchar(200) NOT NULL,
  IP varchar(200) NOT NULL,
  PORT bigint NOT NULL,
  DESCRIPTION varchar(200),
  PARAMETERS text,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `DATA_MEDIA_SOURCE` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  NAME varchar(200) NOT NULL,
  TYPE varchar(20) NOT NULL,
  PROPERTIES varchar(1000) NOT NULL,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `DATA_MEDIA` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  NAME varchar(200) NOT NULL,
  NAMESPACE varchar(200) NOT NULL,
  PROPERTIES varchar(1000) NOT NULL,
  DATA_MEDIA_SOURCE_ID bigint NOT NULL,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `CANAL` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  NAME varchar(200),
  DESCRIPTION varchar(200),
  PARAMETERS text,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `CHANNEL` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  NAME varchar(200) NOT NULL,
  DESCRIPTION varchar(200),
  PARAMETERS text,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `PIPELINE` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  NAME varchar(200) NOT NULL,
  DESCRIPTION varchar(200),
  PARAMETERS text,
  CHANNEL_ID bigint NOT NULL,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `PIPELINE_NODE_RELATION` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  NODE_ID bigint NOT NULL,
  PIPELINE_ID bigint NOT NULL,
  LOCATION varchar(20) NOT NULL,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `DATA_MEDIA_PAIR` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  PULLWEIGHT bigint,
  PUSHWEIGHT bigint,
  RESOLVER text,
  FILTER text,
  SOURCE_DATA_MEDIA_ID bigint,
  TARGET_DATA_MEDIA_ID bigint,
  PIPELINE_ID bigint NOT NULL,
  COLUMN_PAIR_MODE varchar(20),
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `COLUMN_PAIR` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  SOURCE_COLUMN varchar(200),
  TARGET_COLUMN varchar(200),
  DATA_MEDIA_PAIR_ID bigint NOT NULL,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `COLUMN_PAIR_GROUP` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  DATA_MEDIA_PAIR_ID bigint NOT NULL,
  COLUMN_PAIR_CONTENT text,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `ALARM_RULE` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  MONITOR_NAME varchar(1024),
  RECEIVER_KEY varchar(1024),
  STATUS varchar(32),
  PIPELINE_ID bigint NOT NULL,
  DESCRIPTION varchar(256),
  MATCH_VALUE varchar(1024),
  PARAMETERS text,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `SYSTEM_PARAMETER` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  VALUE text,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE `USER` (
  ID bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  USERNAME varchar(20) NOT NULL,
  PASSWORD varchar(20) NOT NULL,
  AUTHORIZETYPE varchar(20) NOT NULL,
  DEPARTMENT varchar(20) NOT NULL,
  REALNAME varchar(20) NOT NULL,
  GMT_CREATE timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  GMT_MODIFIED timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- clusters and groups
INSERT INTO `AUTOKEEPER_CLUSTER` (ID, CLUSTER_NAME, SERVER_LIST, DESCRIPTION) VALUES (1, 'room-1', '["10.0.2.1:2181,10.0.2.2:2181","10.1.2.1:2181"]', 'nearest first');
INSERT INTO `AUTOKEEPER_CLUSTER` (ID, CLUSTER_NAME, SERVER_LIST, DESCRIPTION) VALUES (2, 'room 2', '10.2.2.1:2181;', NULL);
INSERT INTO `AUTOKEEPER_CLUSTER` (ID, CLUSTER_NAME, SERVER_LIST, DESCRIPTION) VALUES (3, 'broken', '["nowhere"]', NULL);
INSERT INTO `DATA_MATRIX` (ID, GROUP_KEY, MASTER, SLAVE, DESCRIPTION) VALUES (1, 'site-a', '10.0.0.11:3306', '10.0.0.12:3306', 'two rooms');
INSERT INTO `DATA_MATRIX` (ID, GROUP_KEY, MASTER, SLAVE, DESCRIPTION) VALUES (2, 'solo', '10.0.0.13:3307', NULL, NULL);

-- nodes
INSERT INTO `NODE` (ID, NAME, IP, PORT, DESCRIPTION, PARAMETERS) VALUES (3, 'node-a', '10.0.1.1', 2088, 'first', '{"downloadPort":9090,"mbeanPort":2090,"useExternalIp":true,"externalIp":"203.0.113.7","zkCluster":{"id":1,"clusterName":"room-1","serverList":["10.0.2.1:2181"]}}');
INSERT INTO `NODE` (ID, NAME, IP, PORT, DESCRIPTION, PARAMETERS) VALUES (4, 'node b', 'node-b.example', 2088, NULL, '{"mbeanPort":2090,"useExternalIp":false,"externalIp":"203.0.113.8","autoKeeperClusterId":3}');
INSERT INTO `NODE` (ID, NAME, IP, PORT, DESCRIPTION, PARAMETERS) VALUES (7, 'node-c', '10.0.1.3', 2188, NULL, NULL);

-- databases; the passwords are made up
INSERT INTO `DATA_MEDIA_SOURCE` (ID, NAME, TYPE, PROPERTIES) VALUES (1, 'shop-a', 'MYSQL', '{"driver":"com.mysql.jdbc.Driver","encode":"UTF8","gmtCreate":1400000000000,"id":1,"name":"shop-a","password":"hush-1","type":"MYSQL","url":"jdbc:mysql://10.0.0.1:3306","username":"retl"}');
INSERT INTO `DATA_MEDIA_SOURCE` (ID, NAME, TYPE, PROPERTIES) VALUES (2, 'shop-b', 'MYSQL', '{"driver":"com.mysql.jdbc.Driver","encode":"UTF8MB4","gmtCreate":1400000000000,"id":2,"name":"shop-b","password":"hush-2","type":"MYSQL","url":"jdbc:mysql://10.0.0.2:3306","username":"retl"}');
INSERT INTO `DATA_MEDIA_SOURCE` (ID, NAME, TYPE, PROPERTIES) VALUES (3, 'warehouse', 'MYSQL', '{"driver":"com.mysql.jdbc.Driver","encode":"UTF8","gmtCreate":1400000000000,"id":3,"name":"warehouse","password":"hush-3","type":"MYSQL","url":"jdbc:mysql://10.0.0.3:3307/dw?useSSL=true&characterEncoding=utf8","username":"retl"}');
INSERT INTO `DATA_MEDIA_SOURCE` (ID, NAME, TYPE, PROPERTIES) VALUES (4, 'site a', 'MYSQL', '{"driver":"com.mysql.jdbc.Driver","encode":"UTF8","gmtCreate":1400000000000,"id":4,"name":"site a","password":"hush-4","type":"MYSQL","url":"jdbc:mysql://groupKey=site-a","username":"retl"}');
INSERT INTO `DATA_MEDIA_SOURCE` (ID, NAME, TYPE, PROPERTIES) VALUES (5, 'solo', 'MYSQL', '{"driver":"com.mysql.jdbc.Driver","encode":"UTF8","gmtCreate":1400000000000,"id":5,"name":"solo","password":"hush-5","type":"MYSQL","url":"jdbc:mysql://groupKey=solo","username":"retl"}');
INSERT INTO `DATA_MEDIA_SOURCE` (ID, NAME, TYPE, PROPERTIES) VALUES (6, 'old-oracle', 'ORACLE', '{"driver":"oracle.jdbc.driver.OracleDriver","encode":"UTF8","gmtCreate":1400000000000,"id":6,"name":"old-oracle","password":"hush-6","type":"ORACLE","url":"jdbc:oracle:thin:@10.0.0.9:1521:orcl","username":"retl"}');
INSERT INTO `DATA_MEDIA_SOURCE` (ID, NAME, TYPE, PROPERTIES) VALUES (7, 'no-user', 'MYSQL', '{"driver":"com.mysql.jdbc.Driver","encode":"UTF8","gmtCreate":1400000000000,"id":7,"name":"no-user","password":"hush-7","type":"MYSQL","url":"jdbc:mysql://10.0.0.8:3306","username":null}');

-- tables

-- a pipeline with every parameter
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (1, 'everything', 'all parameters', '{"canalId":1,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-1","defaultConnectionTimeoutInSeconds":30,"detectingEnable":true,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":11111},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10001,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1,"defaultDatabaseName":"retl","gtidEnable":true,"positions":["{\\"journalName\\":\\"mysql-bin.000007\\",\\"position\\":4711,\\"timestamp\\":0};"],"tsdbEnable":true,"tsdbJdbcUrl":"jdbc:mysql://10.0.0.1/otter","tsdbJdbcUserName":"otter","tsdbJdbcPassword":"hush-tsdb","tsdbSnapshotInterval":24,"tsdbSnapshotExpire":360,"rdsAccesskey":"hush-key","rdsSecretkey":"hush-secret","rdsInstanceId":"rm-1","localBinlogDirectory":"/logs","rsList":"10.0.0.1:2882","tenant":"t1","storageBatchMode":"MEMSIZE","memoryStorageBufferSize":32768,"memoryStorageBufferMemUnit":1024,"memoryStorageRawEntry":false,"fileStorageDirectory":"/f","fileStorageStoreCount":10,"fileStorageRollverCount":0,"fileStoragePercentThresold":90,"metaqStoreUri":"x","mediaGroup":"","app":"","group":"","detectingSQL":"insert into retl.xdual values(1,now()) on duplicate key update x=now()","detectingIntervalInSeconds":7,"detectingTimeoutThresholdInSeconds":35,"detectingRetryTimes":4,"heartbeatHaEnable":true,"fallbackIntervalInSeconds":60,"transactionSize":1024,"metaFileFlushPeriod":1000,"storageScavengeMode":"ON_ACK","ddlIsolation":true,"filterTableError":false,"sslMode":"DISABLED","receiveBufferSize":16384,"sendBufferSize":16384,"blackFilter":"shop\\\\.tmp_.*,mysql\\\\..*","desc2":"unheard of"}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (1, 'everything', 'all parameters at once', '{"channelId":1,"syncMode":"ROW","syncConsistency":"MEDIA","enableRemedy":true,"remedyAlgorithm":"LOOPBACK","remedyDelayThresoldForMedia":90}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (1, 'a-to-b', 'the works', '{"pipelineId":1,"parallelism":8,"lbAlgorithm":"Stick","home":true,"selectorMode":"Canal","destinationName":"everything","mainstemClientId":1001,"ddlSync":true,"dryRun":true,"mainstemBatchsize":6000,"batchTimeout":-1,"extractPoolSize":10,"loadPoolSize":15,"fileLoadPoolSize":15,"loadBatchsize":50,"useBatch":true,"dumpEvent":false,"dumpSelector":true,"dumpSelectorDetail":false,"pipeChooseType":"AUTOMATIC","arbitrateMode":"AUTOMATIC","skipSelectException":true,"skipLoadException":true,"skipDdlException":true,"skipFreedom":true,"skipNoRow":true,"fileDetect":true,"useLocalFileMutliThread":true,"useFileEncrypt":true,"useExternalIp":true,"useTableTransform":true,"enableCompatibleMissColumn":true,"channelInfo":"_SYNC_x","needDeleteColumns":true,"storeMode":"x","passiveMode":"y","novelty":1}', 1);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (1, 3, 1, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (2, 3, 1, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (3, 4, 1, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (1, 'orders', 'shop', '{"encode":"UTF8","id":1,"mode":"SINGLE","name":"orders","namespace":"shop","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (2, 'orders', 'shop', '{"encode":"UTF8","id":2,"mode":"SINGLE","name":"orders","namespace":"shop","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (1, 1, 1, NULL, NULL, 1, 2, 1, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (3, 'items', 'shop', '{"encode":"UTF8","id":3,"mode":"SINGLE","name":"items","namespace":"shop","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (4, 'goods', 'store', '{"encode":"UTF8","id":4,"mode":"SINGLE","name":"goods","namespace":"store","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (2, 1, 5, NULL, NULL, 3, 4, 1, 'INCLUDE');

-- two-way channels
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (2, 'two-a', NULL, '{"canalId":2,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-2","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10002,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1,"positions":["{\\"journalName\\":\\"mysql-bin.000009\\",\\"position\\":120}"]}');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (3, 'two-b', NULL, '{"canalId":3,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-3","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.2","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10003,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (2, 'two-way', 'both directions', '{"channelId":2,"syncMode":"FIELD","syncConsistency":"BASE","enableRemedy":true,"remedyAlgorithm":"INTERSECTION","remedyDelayThresoldForMedia":0}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (2, 'to-b', NULL, '{"pipelineId":2,"parallelism":5,"lbAlgorithm":"Stick","home":true,"selectorMode":"Canal","destinationName":"two-a","mainstemClientId":1002,"ddlSync":true,"dryRun":false}', 2);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (4, 3, 2, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (5, 3, 2, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (6, 4, 2, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (5, '(.*)', 'crm', '{"encode":"UTF8","id":5,"mode":"WILDCARD","name":"(.*)","namespace":"crm","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (6, '(.*)', 'crm', '{"encode":"UTF8","id":6,"mode":"WILDCARD","name":"(.*)","namespace":"crm","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (3, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 5, 6, 2, 'INCLUDE');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (3, 'to-a', NULL, '{"pipelineId":3,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"two-b","mainstemClientId":1003,"ddlSync":false,"dryRun":false}', 2);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (7, 3, 3, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (8, 3, 3, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (9, 4, 3, 'LOAD');
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (4, 1, 5, NULL, NULL, 6, 5, 3, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (4, 'loop-a', NULL, '{"canalId":4,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-4","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10004,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (5, 'loop-b', NULL, '{"canalId":5,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-5","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.2","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10005,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (3, 'both ddl', NULL, '{"channelId":3,"syncConsistency":"STORE"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (4, 'to b', NULL, '{"pipelineId":4,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"loop-a","mainstemClientId":1004,"ddlSync":true,"dryRun":false}', 3);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (10, 3, 4, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (11, 3, 4, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (12, 4, 4, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (7, 'staff', 'hr', '{"encode":"UTF8","id":7,"mode":"SINGLE","name":"staff","namespace":"hr","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (8, 'staff', 'hr', '{"encode":"UTF8","id":8,"mode":"SINGLE","name":"staff","namespace":"hr","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (5, 1, 5, NULL, NULL, 7, 8, 4, 'INCLUDE');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (5, 'to a', NULL, '{"pipelineId":5,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"loop-b","mainstemClientId":1005,"ddlSync":true,"dryRun":false}', 3);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (13, 3, 5, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (14, 3, 5, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (15, 4, 5, 'LOAD');
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (6, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 8, 7, 5, 'INCLUDE');

-- names of tables
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (6, 'names', NULL, '{"canalId":6,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-6","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10006,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (4, 'names', NULL, '{"channelId":4}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (6, 'p', NULL, '{"pipelineId":6,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"names","mainstemClientId":1006,"ddlSync":true,"dryRun":false}', 4);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (16, 3, 6, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (17, 3, 6, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (18, 4, 6, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (9, 't_[1-3]', 'shard[01-04]', '{"encode":"UTF8","id":9,"mode":"MULTI","name":"t_[1-3]","namespace":"shard[01-04]","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (10, 't', 'shard', '{"encode":"UTF8","id":10,"mode":"SINGLE","name":"t","namespace":"shard","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (7, 1, 5, NULL, NULL, 9, 10, 6, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (11, 'event_[0001-0128]', 'logs', '{"encode":"UTF8","id":11,"mode":"MULTI","name":"event_[0001-0128]","namespace":"logs","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (12, 'event_[0001-0128]', 'logs', '{"encode":"UTF8","id":12,"mode":"MULTI","name":"event_[0001-0128]","namespace":"logs","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (8, 1, 5, NULL, NULL, 11, 12, 6, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (13, 'e[8-12]', 'logs', '{"encode":"UTF8","id":13,"mode":"MULTI","name":"e[8-12]","namespace":"logs","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (14, 'e[1-5]', 'dw', '{"encode":"UTF8","id":14,"mode":"MULTI","name":"e[1-5]","namespace":"dw","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (9, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 13, 14, 6, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (15, 'order.*', '(a|b)_db', '{"encode":"UTF8","id":15,"mode":"WILDCARD","name":"order.*","namespace":"(a|b)_db","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (16, '.*', '.*', '{"encode":"UTF8","id":16,"mode":"WILDCARD","name":".*","namespace":".*","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (10, 1, 5, NULL, NULL, 15, 16, 6, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (17, 't_\\d{2}', 'num', '{"encode":"UTF8","id":17,"mode":"WILDCARD","name":"t_\\\\d{2}","namespace":"num","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (11, 1, 5, NULL, NULL, 17, 16, 6, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (18, 'a b', 'my-db', '{"encode":"UTF8","id":18,"mode":"SINGLE","name":"a b","namespace":"my-db","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (19, 'a b', 'my-db', '{"encode":"UTF8","id":19,"mode":"SINGLE","name":"a b","namespace":"my-db","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (12, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 18, 19, 6, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (20, '(.*)', '(.*)', '{"encode":"UTF8","id":20,"mode":"WILDCARD","name":"(.*)","namespace":"(.*)","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (21, '(.*)', '(.*)', '{"encode":"UTF8","id":21,"mode":"WILDCARD","name":"(.*)","namespace":"(.*)","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (13, 1, 5, NULL, NULL, 20, 21, 6, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (7, 'strange', NULL, '{"canalId":7,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-7","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10007,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (5, 'strange-names', NULL, '{"channelId":5}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (7, 'p', NULL, '{"pipelineId":7,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"strange","mainstemClientId":1007,"ddlSync":true,"dryRun":false}', 5);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (19, 3, 7, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (20, 3, 7, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (21, 4, 7, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (22, 't', 'good', '{"encode":"UTF8","id":22,"mode":"SINGLE","name":"t","namespace":"good","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (23, 't', 'good', '{"encode":"UTF8","id":23,"mode":"SINGLE","name":"t","namespace":"good","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (14, 1, 5, NULL, NULL, 22, 23, 7, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (24, 't_\\d+', 'bad', '{"encode":"UTF8","id":24,"mode":"WILDCARD","name":"t_\\\\d+","namespace":"bad","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (25, '.*', 'bad', '{"encode":"UTF8","id":25,"mode":"WILDCARD","name":".*","namespace":"bad","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (15, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 24, 25, 7, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (26, 'x.y', 'bad', '{"encode":"UTF8","id":26,"mode":"WILDCARD","name":"x.y","namespace":"bad","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (16, 1, 5, NULL, NULL, 26, 25, 7, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (27, '[1-3]x', 'bad', '{"encode":"UTF8","id":27,"mode":"MULTI","name":"[1-3]x","namespace":"bad","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (28, 'u[1-9]', 'bad', '{"encode":"UTF8","id":28,"mode":"MULTI","name":"u[1-9]","namespace":"bad","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (17, 1, 5, NULL, NULL, 27, 28, 7, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (29, 'x', 'retl', '{"encode":"UTF8","id":29,"mode":"SINGLE","name":"x","namespace":"retl","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (30, 'x', 'retl', '{"encode":"UTF8","id":30,"mode":"SINGLE","name":"x","namespace":"retl","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (18, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 29, 30, 7, 'INCLUDE');

-- columns
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (8, 'columns', NULL, '{"canalId":8,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-8","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10008,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (6, 'columns', NULL, '{"channelId":6}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (8, 'p', NULL, '{"pipelineId":8,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"columns","mainstemClientId":1008,"ddlSync":true,"dryRun":false}', 6);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (22, 3, 8, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (23, 3, 8, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (24, 4, 8, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (31, 'inc', 'c', '{"encode":"UTF8","id":31,"mode":"SINGLE","name":"inc","namespace":"c","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (32, 'inc', 'c', '{"encode":"UTF8","id":32,"mode":"SINGLE","name":"inc","namespace":"c","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (19, 1, 5, NULL, NULL, 31, 32, 8, 'INCLUDE');
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (1, 'id', 'id', 19);
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (2, 'mail', 'e_mail', 19);
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (3, 'price', 'price', 19);
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (4, 'currency', 'currency', 19);
INSERT INTO `COLUMN_PAIR_GROUP` (ID, DATA_MEDIA_PAIR_ID, COLUMN_PAIR_CONTENT) VALUES (1, 19, '[{"sourceColumn":{"name":"price"},"targetColumn":{"name":"price"}},{"sourceColumn":{"name":"currency"},"targetColumn":{"name":"currency"}}]');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (33, 'exc', 'c', '{"encode":"UTF8","id":33,"mode":"SINGLE","name":"exc","namespace":"c","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (34, 'exc', 'c', '{"encode":"UTF8","id":34,"mode":"SINGLE","name":"exc","namespace":"c","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (20, 1, 5, NULL, NULL, 33, 34, 8, 'EXCLUDE');
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (5, 'draft', 'draft', 20);
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (6, 'blob', 'blob', 20);
INSERT INTO `COLUMN_PAIR_GROUP` (ID, DATA_MEDIA_PAIR_ID, COLUMN_PAIR_CONTENT) VALUES (2, 20, '[{"sourceColumn":{"name":"one"},"targetColumn":{"name":"one"}}]');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (35, 'bad', 'c', '{"encode":"UTF8","id":35,"mode":"SINGLE","name":"bad","namespace":"c","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (36, 'bad', 'c', '{"encode":"UTF8","id":36,"mode":"SINGLE","name":"bad","namespace":"c","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (21, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 35, 36, 8, 'INCLUDE');
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (7, 'id', 'id', 21);
INSERT INTO `COLUMN_PAIR` (ID, SOURCE_COLUMN, TARGET_COLUMN, DATA_MEDIA_PAIR_ID) VALUES (8, 'ID', 'x', 21);

-- fan-out, several databases, code
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (9, 'fan', NULL, '{"canalId":9,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-9","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10009,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (7, 'fan-out', NULL, '{"channelId":7}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (9, 'p', NULL, '{"pipelineId":9,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"fan","mainstemClientId":1009,"ddlSync":true,"dryRun":false}', 7);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (25, 3, 9, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (26, 3, 9, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (27, 4, 9, 'LOAD');
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (22, 1, 5, NULL, NULL, 1, 2, 9, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (37, 'orders_copy', 'shop', '{"encode":"UTF8","id":37,"mode":"SINGLE","name":"orders_copy","namespace":"shop","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (23, 1, 5, NULL, NULL, 1, 37, 9, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (38, 'orders', 'dw', '{"encode":"UTF8","id":38,"mode":"SINGLE","name":"orders","namespace":"dw","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (24, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 1, 38, 9, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (39, '.*', 'shop', '{"encode":"UTF8","id":39,"mode":"WILDCARD","name":".*","namespace":"shop","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (40, '.*', 'dw', '{"encode":"UTF8","id":40,"mode":"WILDCARD","name":".*","namespace":"dw","source":{"id":3}}', 3);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (25, 1, 5, NULL, NULL, 39, 40, 9, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (41, 'secret', 'shop', '{"encode":"UTF8","id":41,"mode":"SINGLE","name":"secret","namespace":"shop","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (42, 'secret', 'shop', '{"encode":"UTF8","id":42,"mode":"SINGLE","name":"secret","namespace":"shop","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (26, 1, 5, NULL, NULL, 41, 42, 9, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (10, 'code', NULL, '{"canalId":10,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-10","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10010,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (8, 'code', NULL, '{"channelId":8}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (10, 'p', NULL, '{"pipelineId":10,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"code","mainstemClientId":1010,"ddlSync":true,"dryRun":false}', 8);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (28, 3, 10, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (29, 3, 10, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (30, 4, 10, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (43, 'masked', 'app', '{"encode":"UTF8","id":43,"mode":"SINGLE","name":"masked","namespace":"app","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (44, 'masked', 'app', '{"encode":"UTF8","id":44,"mode":"SINGLE","name":"masked","namespace":"app","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (27, 1, 5, NULL, '{"blank":false,"clazzPath":"com.example.Mask","extensionDataType":"CLAZZ","notBlank":true,"timestamp":1400000000000}', 43, 44, 10, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (45, 'scripted', 'app', '{"encode":"UTF8","id":45,"mode":"SINGLE","name":"scripted","namespace":"app","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (46, 'scripted', 'app', '{"encode":"UTF8","id":46,"mode":"SINGLE","name":"scripted","namespace":"app","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (28, 1, 5, NULL, '{"extensionDataType":"SOURCE","sourceText":"public class X {}"}', 45, 46, 10, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (47, 'files', 'app', '{"encode":"UTF8","id":47,"mode":"SINGLE","name":"files","namespace":"app","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (48, 'files', 'app', '{"encode":"UTF8","id":48,"mode":"SINGLE","name":"files","namespace":"app","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (29, 1, 5, '{"clazzPath":"com.example.Files","extensionDataType":"CLAZZ"}', NULL, 47, 48, 10, 'INCLUDE');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (49, '.*', 'app', '{"encode":"UTF8","id":49,"mode":"WILDCARD","name":".*","namespace":"app","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (50, '.*', 'app', '{"encode":"UTF8","id":50,"mode":"WILDCARD","name":".*","namespace":"app","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (30, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 49, 50, 10, 'INCLUDE');

-- what cannot be carried over
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (11, 'oracle', NULL, '{"canalId":11,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-11","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10011,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (9, 'to-oracle', NULL, '{"channelId":9}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (11, 'p', NULL, '{"pipelineId":11,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"oracle","mainstemClientId":1011,"ddlSync":true,"dryRun":false}', 9);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (31, 3, 11, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (32, 3, 11, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (33, 4, 11, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (51, 'ORDERS', 'SHOP', '{"encode":"UTF8","id":51,"mode":"SINGLE","name":"ORDERS","namespace":"SHOP","source":{"id":6}}', 6);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (31, 1, 5, NULL, NULL, 1, 51, 11, 'INCLUDE');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (10, 'no-mapping', NULL, '{"channelId":10}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (12, 'p', NULL, '{"pipelineId":12,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"oracle","mainstemClientId":1012,"ddlSync":true,"dryRun":false}', 10);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (34, 3, 12, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (35, 3, 12, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (36, 4, 12, 'LOAD');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (11, 'no-pipeline', 'nothing yet', '{"channelId":11}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (12, 'no-canal', NULL, '{"channelId":12}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (13, 'p', NULL, '{"pipelineId":13,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"gone","mainstemClientId":1013,"ddlSync":true,"dryRun":false}', 12);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (37, 99, 13, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (38, 4, 13, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (52, 't', 'g', '{"encode":"UTF8","id":52,"mode":"SINGLE","name":"t","namespace":"g","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (53, 't', 'g', '{"encode":"UTF8","id":53,"mode":"SINGLE","name":"t","namespace":"g","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (32, 1, 5, NULL, NULL, 52, 53, 13, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (12, 'unused', NULL, '{"canalId":12,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-12","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10012,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');

-- canals
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (13, 'group-a', NULL, '{"canalId":13,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-13","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.11","port":3306},"type":"MYSQL"}]],"haMode":"MEDIA","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10013,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1,"mediaGroup":"site-a"}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (13, 'group', NULL, '{"channelId":13}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (14, 'p', NULL, '{"pipelineId":14,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"group-a","mainstemClientId":1014,"ddlSync":true,"dryRun":false}', 13);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (39, 3, 14, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (40, 3, 14, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (41, 4, 14, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (54, '.*', 'shop', '{"encode":"UTF8","id":54,"mode":"WILDCARD","name":".*","namespace":"shop","source":{"id":4}}', 4);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (55, '.*', 'shop', '{"encode":"UTF8","id":55,"mode":"WILDCARD","name":".*","namespace":"shop","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (33, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 54, 55, 14, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (14, 'merged', NULL, '{"canalId":14,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-14","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"},{"dbAddress":{"address":"10.0.0.5","port":3306},"type":"MYSQL"}],[{"dbAddress":{"address":"10.0.0.6","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10014,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (14, 'merged', NULL, '{"channelId":14}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (15, 'p', NULL, '{"pipelineId":15,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"merged","mainstemClientId":1015,"ddlSync":true,"dryRun":false}', 14);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (42, 3, 15, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (43, 3, 15, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (44, 4, 15, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (56, 't', 'm', '{"encode":"UTF8","id":56,"mode":"SINGLE","name":"t","namespace":"m","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (57, 't', 'm', '{"encode":"UTF8","id":57,"mode":"SINGLE","name":"t","namespace":"m","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (34, 1, 5, NULL, NULL, 56, 57, 15, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (15, 'ocean', NULL, '{"canalId":15,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-15","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10015,"sourcingType":"OCEANBASE","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (15, 'ocean', NULL, '{"channelId":15}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (16, 'p', NULL, '{"pipelineId":16,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"ocean","mainstemClientId":1016,"ddlSync":true,"dryRun":false}', 15);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (45, 3, 16, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (46, 3, 16, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (47, 4, 16, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (58, 't', 'o', '{"encode":"UTF8","id":58,"mode":"SINGLE","name":"t","namespace":"o","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (59, 't', 'o', '{"encode":"UTF8","id":59,"mode":"SINGLE","name":"t","namespace":"o","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (35, 1, 5, NULL, NULL, 58, 59, 16, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (16, 'timed', NULL, '{"canalId":16,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-16","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10016,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1,"positions":["{\\"timestamp\\":1401234567000}"],"detectingIntervalInSeconds":40,"detectingTimeoutThresholdInSeconds":30}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (16, 'timed', NULL, '{"channelId":16}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (17, 'p', NULL, '{"pipelineId":17,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"timed","mainstemClientId":1017,"ddlSync":true,"dryRun":false}', 16);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (48, 3, 17, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (49, 3, 17, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (50, 4, 17, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (60, 't', 'ti', '{"encode":"UTF8","id":60,"mode":"SINGLE","name":"t","namespace":"ti","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (61, 't', 'ti', '{"encode":"UTF8","id":61,"mode":"SINGLE","name":"t","namespace":"ti","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (36, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 60, 61, 17, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (17, 'gtids', NULL, '{"canalId":17,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-17","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10017,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (17, 'gtids', NULL, '{"channelId":17}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (18, 'p', NULL, '{"pipelineId":18,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"gtids","mainstemClientId":1018,"ddlSync":true,"dryRun":false}', 17);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (51, 3, 18, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (52, 3, 18, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (53, 4, 18, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (62, 't', 'gt', '{"encode":"UTF8","id":62,"mode":"SINGLE","name":"t","namespace":"gt","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (63, 't', 'gt', '{"encode":"UTF8","id":63,"mode":"SINGLE","name":"t","namespace":"gt","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (37, 1, 5, NULL, NULL, 62, 63, 18, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (18, 'moved', NULL, '{"canalId":18,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-18","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.77","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10018,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (18, 'moved', NULL, '{"channelId":18}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (19, 'p', NULL, '{"pipelineId":19,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"moved","mainstemClientId":1019,"ddlSync":true,"dryRun":false}', 18);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (54, 3, 19, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (55, 3, 19, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (56, 4, 19, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (64, 't', 'mo', '{"encode":"UTF8","id":64,"mode":"SINGLE","name":"t","namespace":"mo","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (65, 't', 'mo', '{"encode":"UTF8","id":65,"mode":"SINGLE","name":"t","namespace":"mo","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (38, 1, 5, NULL, NULL, 64, 65, 19, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (19, 'garbled', NULL, '{"canalId":19,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-19","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10019,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1,"positions":["nonsense"]}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (19, 'garbled', NULL, '{"channelId":19}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (20, 'p', NULL, '{"pipelineId":20,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"garbled","mainstemClientId":1020,"ddlSync":true,"dryRun":false}', 19);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (57, 3, 20, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (58, 3, 20, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (59, 4, 20, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (66, 't', 'ga', '{"encode":"UTF8","id":66,"mode":"SINGLE","name":"t","namespace":"ga","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (67, 't', 'ga', '{"encode":"UTF8","id":67,"mode":"SINGLE","name":"t","namespace":"ga","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (39, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 66, 67, 20, 'INCLUDE');

-- the rest
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (20, 'old-selector', NULL, '{"channelId":20}');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (20, 'old-selector', NULL, '{"canalId":20,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-20","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10020,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (21, 'p', NULL, '{"pipelineId":21,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Eromanga","destinationName":"old-selector","mainstemClientId":null,"ddlSync":true,"dryRun":false,"enableCompatibleMissColumn":false}', 20);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (60, 3, 21, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (61, 3, 21, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (62, 4, 21, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (68, 't', 'os', '{"encode":"UTF8","id":68,"mode":"SINGLE","name":"t","namespace":"os","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (69, 't', 'os', '{"encode":"UTF8","id":69,"mode":"SINGLE","name":"t","namespace":"os","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (40, 1, 5, NULL, NULL, 68, 69, 21, 'INCLUDE');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (99, '频道 一', '中文', 'not json');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (22, '管道', NULL, '{"pipelineId":22,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"names-zh","mainstemClientId":1022,"ddlSync":true,"dryRun":false}', 99);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (63, 3, 22, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (64, 3, 22, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (65, 4, 22, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (70, '表', '中文库', '{"encode":"UTF8","id":70,"mode":"SINGLE","name":"表","namespace":"中文库","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (71, '表', '中文库', '{"encode":"UTF8","id":71,"mode":"SINGLE","name":"表","namespace":"中文库","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (41, 1, 5, NULL, NULL, 70, 71, 22, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (21, 'names-zh', NULL, '{"canalId":21,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-21","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10021,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (100, '频道-一', NULL, '{"channelId":100}');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (22, 'twin', NULL, '{"canalId":22,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-22","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10022,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (23, 'p', NULL, '{"pipelineId":23,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"twin","mainstemClientId":1023,"ddlSync":true,"dryRun":false}', 100);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (66, 3, 23, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (67, 3, 23, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (68, 4, 23, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (72, 't', 'tw', '{"encode":"UTF8","id":72,"mode":"SINGLE","name":"t","namespace":"tw","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (73, 't', 'tw', '{"encode":"UTF8","id":73,"mode":"SINGLE","name":"t","namespace":"tw","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (42, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 72, 73, 23, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (23, 'plain-01', NULL, '{"canalId":23,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-23","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10023,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (101, 'plain-01', 'an everyday channel', '{"channelId":101,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (24, 'p', NULL, '{"pipelineId":24,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-01","mainstemClientId":1024,"ddlSync":true,"dryRun":false}', 101);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (69, 3, 24, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (70, 3, 24, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (71, 4, 24, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (74, '.*', 'plain01', '{"encode":"UTF8","id":74,"mode":"WILDCARD","name":".*","namespace":"plain01","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (75, '.*', 'plain01', '{"encode":"UTF8","id":75,"mode":"WILDCARD","name":".*","namespace":"plain01","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (43, 1, 5, NULL, NULL, 74, 75, 24, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (24, 'plain-02', NULL, '{"canalId":24,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-24","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10024,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (102, 'plain-02', 'an everyday channel', '{"channelId":102,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (25, 'p', NULL, '{"pipelineId":25,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-02","mainstemClientId":1025,"ddlSync":true,"dryRun":false}', 102);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (72, 3, 25, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (73, 3, 25, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (74, 4, 25, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (76, '.*', 'plain02', '{"encode":"UTF8","id":76,"mode":"WILDCARD","name":".*","namespace":"plain02","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (77, '.*', 'plain02', '{"encode":"UTF8","id":77,"mode":"WILDCARD","name":".*","namespace":"plain02","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (44, 1, 5, NULL, NULL, 76, 77, 25, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (25, 'plain-03', NULL, '{"canalId":25,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-25","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10025,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (103, 'plain-03', 'an everyday channel', '{"channelId":103,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (26, 'p', NULL, '{"pipelineId":26,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-03","mainstemClientId":1026,"ddlSync":true,"dryRun":false}', 103);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (75, 3, 26, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (76, 3, 26, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (77, 4, 26, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (78, '.*', 'plain03', '{"encode":"UTF8","id":78,"mode":"WILDCARD","name":".*","namespace":"plain03","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (79, '.*', 'plain03', '{"encode":"UTF8","id":79,"mode":"WILDCARD","name":".*","namespace":"plain03","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (45, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 78, 79, 26, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (26, 'plain-04', NULL, '{"canalId":26,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-26","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10026,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (104, 'plain-04', 'an everyday channel', '{"channelId":104,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (27, 'p', NULL, '{"pipelineId":27,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-04","mainstemClientId":1027,"ddlSync":true,"dryRun":false}', 104);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (78, 3, 27, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (79, 3, 27, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (80, 4, 27, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (80, '.*', 'plain04', '{"encode":"UTF8","id":80,"mode":"WILDCARD","name":".*","namespace":"plain04","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (81, '.*', 'plain04', '{"encode":"UTF8","id":81,"mode":"WILDCARD","name":".*","namespace":"plain04","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (46, 1, 5, NULL, NULL, 80, 81, 27, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (27, 'plain-05', NULL, '{"canalId":27,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-27","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10027,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (105, 'plain-05', 'an everyday channel', '{"channelId":105,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (28, 'p', NULL, '{"pipelineId":28,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-05","mainstemClientId":1028,"ddlSync":true,"dryRun":false}', 105);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (81, 3, 28, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (82, 3, 28, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (83, 4, 28, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (82, '.*', 'plain05', '{"encode":"UTF8","id":82,"mode":"WILDCARD","name":".*","namespace":"plain05","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (83, '.*', 'plain05', '{"encode":"UTF8","id":83,"mode":"WILDCARD","name":".*","namespace":"plain05","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (47, 1, 5, NULL, NULL, 82, 83, 28, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (28, 'plain-06', NULL, '{"canalId":28,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-28","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10028,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (106, 'plain-06', 'an everyday channel', '{"channelId":106,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (29, 'p', NULL, '{"pipelineId":29,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-06","mainstemClientId":1029,"ddlSync":true,"dryRun":false}', 106);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (84, 3, 29, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (85, 3, 29, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (86, 4, 29, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (84, '.*', 'plain06', '{"encode":"UTF8","id":84,"mode":"WILDCARD","name":".*","namespace":"plain06","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (85, '.*', 'plain06', '{"encode":"UTF8","id":85,"mode":"WILDCARD","name":".*","namespace":"plain06","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (48, 1, 5, NULL, '{"blank":true,"extensionDataType":null,"notBlank":false,"timestamp":1400000000000}', 84, 85, 29, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (29, 'plain-07', NULL, '{"canalId":29,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-29","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10029,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (107, 'plain-07', 'an everyday channel', '{"channelId":107,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (30, 'p', NULL, '{"pipelineId":30,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-07","mainstemClientId":1030,"ddlSync":true,"dryRun":false}', 107);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (87, 3, 30, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (88, 3, 30, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (89, 4, 30, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (86, '.*', 'plain07', '{"encode":"UTF8","id":86,"mode":"WILDCARD","name":".*","namespace":"plain07","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (87, '.*', 'plain07', '{"encode":"UTF8","id":87,"mode":"WILDCARD","name":".*","namespace":"plain07","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (49, 1, 5, NULL, NULL, 86, 87, 30, 'INCLUDE');
INSERT INTO `CANAL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (30, 'plain-08', NULL, '{"canalId":30,"clusterMode":"STANDALONE","connectionCharset":"UTF-8","connectionCharsetNumber":33,"dbUsername":"canal","dbPassword":"hush-canal-30","defaultConnectionTimeoutInSeconds":30,"detectingEnable":false,"groupDbAddresses":[[{"dbAddress":{"address":"10.0.0.1","port":3306},"type":"MYSQL"}]],"haMode":"HEARTBEAT","indexMode":"MEMORY_META_FAILBACK","metaMode":"MIXED","runMode":"EMBEDDED","slaveId":10030,"sourcingType":"MYSQL","storageMode":"MEMORY","zkClusterId":1}');
INSERT INTO `CHANNEL` (ID, NAME, DESCRIPTION, PARAMETERS) VALUES (108, 'plain-08', 'an everyday channel', '{"channelId":108,"syncMode":"F","syncConsistency":"B"}');
INSERT INTO `PIPELINE` (ID, NAME, DESCRIPTION, PARAMETERS, CHANNEL_ID) VALUES (31, 'p', NULL, '{"pipelineId":31,"parallelism":5,"lbAlgorithm":"Stick","home":false,"selectorMode":"Canal","destinationName":"plain-08","mainstemClientId":1031,"ddlSync":true,"dryRun":false}', 108);
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (90, 3, 31, 'SELECT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (91, 3, 31, 'EXTRACT');
INSERT INTO `PIPELINE_NODE_RELATION` (ID, NODE_ID, PIPELINE_ID, LOCATION) VALUES (92, 4, 31, 'LOAD');
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (88, '.*', 'plain08', '{"encode":"UTF8","id":88,"mode":"WILDCARD","name":".*","namespace":"plain08","source":{"id":1}}', 1);
INSERT INTO `DATA_MEDIA` (ID, NAME, NAMESPACE, PROPERTIES, DATA_MEDIA_SOURCE_ID) VALUES (89, '.*', 'plain08', '{"encode":"UTF8","id":89,"mode":"WILDCARD","name":".*","namespace":"plain08","source":{"id":2}}', 2);
INSERT INTO `DATA_MEDIA_PAIR` (ID, PULLWEIGHT, PUSHWEIGHT, RESOLVER, FILTER, SOURCE_DATA_MEDIA_ID, TARGET_DATA_MEDIA_ID, PIPELINE_ID, COLUMN_PAIR_MODE) VALUES (50, 1, 5, NULL, NULL, 88, 89, 31, 'INCLUDE');

-- rules
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (1, 'DELAYTIME', 'otterteam', 'ENABLE', 1, 'one key', '600@09:00-18:00,22:00-06:00', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (2, 'EXCEPTION', 'otterteam', 'DISABLE', 1, 'one key', 'ERROR,EXCEPTION', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (3, 'PIPELINETIMEOUT', 'otterteam', 'PAUSED', 1, 'one key', '3600', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2,"pauseTime":1900000000000}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (4, 'POSITIONTIMEOUT', 'otterteam', 'ENABLE', 1, 'one key', '600', '{"autoRecovery":true,"intervalTime":1800,"recoveryThresold":0}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (5, 'PROCESSTIMEOUT', 'otterteam', 'ENABLE', 1, 'one key', '60', '{"autoRecovery":true,"intervalTime":1800,"recoveryThresold":2}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (6, 'QUEUESIZE', 'otterteam', 'DISABLE', 1, 'one key', '10', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (7, 'DELAYTIME', 'otterteam', 'PAUSED', 2, 'one key', '60@always', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (8, 'DELAYTIME', 'otterteam', 'ENABLE', 3, 'one key', 'soon', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (9, 'DELAYTIME', 'otterteam', 'ENABLE', 9999, 'one key', '60', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2}');
INSERT INTO `ALARM_RULE` (ID, MONITOR_NAME, RECEIVER_KEY, STATUS, PIPELINE_ID, DESCRIPTION, MATCH_VALUE, PARAMETERS) VALUES (10, 'DELAYTIME', NULL, 'ENABLE', 1, 'one key', '90', '{"autoRecovery":false,"intervalTime":1800,"recoveryThresold":2,"unheard":1}');

-- people and system
INSERT INTO `USER` (ID, USERNAME, PASSWORD, AUTHORIZETYPE, DEPARTMENT, REALNAME) VALUES (1, 'admin', '801f00000000000000aa', 'ADMIN', 'ops', 'Root');
INSERT INTO `USER` (ID, USERNAME, PASSWORD, AUTHORIZETYPE, DEPARTMENT, REALNAME) VALUES (2, 'guest', '471e00000000000000bb', 'OPERATOR', 'guest', 'Guest');
INSERT INTO `USER` (ID, USERNAME, PASSWORD, AUTHORIZETYPE, DEPARTMENT, REALNAME) VALUES (3, 'ann lee', '000000000000000000cc', 'ADMIN', 'ops', 'Ann');
INSERT INTO `USER` (ID, USERNAME, PASSWORD, AUTHORIZETYPE, DEPARTMENT, REALNAME) VALUES (4, 'x', '000000000000000000dd', 'ANONYMOUS', '', '');
INSERT INTO `SYSTEM_PARAMETER` (ID, VALUE) VALUES (1, '{"systemSchema":"retl","systemMarkTable":"retl_mark","systemMarkTableColumn":"channel_id","systemMarkTableInfo":"channel_info","systemBufferTable":"my_buffer","systemDualTable":"xdual","retriever":"ARIA2C","hzZkClusters":["10.0.2.1:2181"],"hzArandaCluster":"x","defaultAlarmReceiveKey":"otterteam","defaultAlarmReceiver":"ops@example.org","alarmReceiver":"dba=a@example.org,b@example.org;web=w@example.org"}');
