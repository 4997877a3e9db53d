#!/bin/sh
# Follows the operators' guide of Otter 4 step by step on the packages of this version; docs/guide-check.md says which
# step is which. It needs, in its environment:
#   WORK            an empty folder, in the place of /opt/otter
#   MANAGER_TAR, NODE_TAR   the packages
#   MYSQL           the MySQL client's program
#   STORE           host:port of the MySQL server for the manager's configuration
#   SOURCE, TARGET  host:port of the databases that are kept alike
#   ZOOKEEPER       host:port
#   HTTP_PORT, CONTROL_PORT, NODE_PORT, DOWNLOAD_PORT   8080, 1099, 2088 and 9090 in the guide
# On all three MySQL servers root has no password. It leaves manager and node running; "guide.sh stop" stops them.
set -eu

step() {
    printf '\n== %s\n' "$1"
}

# set_key <file> <key> <value>: edits a properties file as an operator would.
set_key() {
    grep -q "^$2 *=" "$1" || { echo "the file $1 has no key $2" >&2; exit 1; }
    sed -i "s#^$2 *=.*#$2 = $3#" "$1"
}

# sql <host:port> [database]: runs what comes in.
sql() {
    "$MYSQL" --no-defaults --host="${1%:*}" --port="${1#*:}" --protocol=tcp --user=root --batch --skip-column-names ${2:-}
}

api=http://127.0.0.1:$HTTP_PORT/api/v1
csrf=none

# call <method> <path> [body] [version]: asks the manager as the console does; prints the answer.
call() {
    code=$(curl --silent --show-error --max-time 30 --output "$WORK/answer" --write-out '%{http_code}' \
        --cookie "$WORK/cookies" --cookie-jar "$WORK/cookies" --header "X-CSRF-Token: $csrf" \
        --header 'Content-Type: application/json' ${4:+--header "If-Match: \"$4\""} \
        --request "$1" ${3:+--data "$3"} "$api$2")
    case $code in
    2*) cat "$WORK/answer" ;;
    *)
        echo "$1 $2 was answered with $code: $(cat "$WORK/answer")" >&2
        return 1
        ;;
    esac
}

# field <name>: the first field of that name in an answer.
field() {
    sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1
}

# until_true <seconds> <what> <command...>
until_true() {
    left=$(($1 * 2))
    what=$2
    shift 2
    while ! "$@"; do
        left=$((left - 1))
        if [ "$left" -le 0 ]; then
            echo "in vain: $what" >&2
            return 1
        fi
        sleep 0.5
    done
}

stop_all() {
    sh "$WORK/node/bin/stop.sh" || true
    sh "$WORK/manager/bin/stop.sh" || true
}

if [ "${1:-}" = stop ]; then
    stop_all
    exit 0
fi

step "1 the source writes a binlog in row format"
[ "$(echo "SELECT CONCAT(@@log_bin, @@binlog_format)" | sql "$SOURCE")" = 1ROW ]

step "3.1 the schema of the manager is loaded with the MySQL client"
mkdir -p "$WORK/manager"
tar zxf "$MANAGER_TAR" -C "$WORK/manager"
ls "$WORK/manager"
(cd "$WORK/manager/sql" && echo "source otter-manager-schema.sql" | sql "$STORE")

step "3.2 the manager is configured and started"
file=$WORK/manager/conf/otter.properties
set_key "$file" otter.domainName 127.0.0.1
set_key "$file" otter.port "$HTTP_PORT"
set_key "$file" otter.database.driver.class.name com.mysql.jdbc.Driver
set_key "$file" otter.database.driver.url "jdbc:mysql://$STORE/otter"
set_key "$file" otter.database.driver.username root
set_key "$file" otter.database.driver.password ""
set_key "$file" otter.communication.manager.port "$CONTROL_PORT"
set_key "$file" otter.communication.pool.size 10
set_key "$file" otter.zookeeper.cluster.default "$ZOOKEEPER"
set_key "$file" otter.zookeeper.sessionTimeout 60000
set_key "$file" otter.manager.productionMode true
(cd "$WORK/manager/bin" && sh startup.sh)
grep 'start the manager server' "$WORK/manager/logs/manager.log"
grep 'the manager server is running now' "$WORK/manager/logs/manager.log"
curl --silent --fail --output /dev/null "http://127.0.0.1:$HTTP_PORT/login.htm"

step "3.2 the first login is admin/admin, and asks for another password"
csrf=$(call POST /session '{"name":"admin","password":"admin"}' | field csrf)
csrf=$(call PUT /session/password '{"old":"admin","wanted":"quick-brown-otter-7"}' | field csrf)

step "3.3 the ZooKeeper cluster and the node are added; the node gets its number"
call POST /zookeeper-clusters "{\"name\":\"zk\",\"servers\":[\"$ZOOKEEPER\"]}" >/dev/null
nid=$(call POST /nodes "{\"name\":\"node-1\",\"host\":\"127.0.0.1\",\"port\":$NODE_PORT,\"download-port\":$DOWNLOAD_PORT,\"zookeeper\":\"zk\"}" | field id)
echo "nid $nid"

step "3.4 the node is unpacked, gets its number and is started"
mkdir -p "$WORK/node"
tar zxf "$NODE_TAR" -C "$WORK/node"
ls "$WORK/node"
cd "$WORK/node"
echo "$nid" >conf/nid
set_key conf/otter.properties otter.manager.address "127.0.0.1:$CONTROL_PORT"
set_key conf/otter.properties otter.zookeeper.sessionTimeout 60000
(cd "$WORK/node/bin" && sh startup.sh)

step "3.4 the node waits for approval, which is given in the console"
waits() {
    fingerprint=$(call GET /enrolments | field fingerprint)
    [ -n "$fingerprint" ]
}
until_true 30 "the node asks for approval" waits
call POST "/enrolments/$nid/approve" "{\"fingerprint\":\"$fingerprint\"}" >/dev/null
connected() {
    call GET /live/nodes | grep -q '"connected":true'
}
until_true 30 "the node is connected" connected
call GET /live/nodes
echo

step "4 data sources, tables, canal and channel are configured, the channel is started"
for end in source target; do
    [ "$end" = source ] && address=$SOURCE || address=$TARGET
    call POST /endpoints "{\"name\":\"$end\",\"type\":\"mysql\",\"host\":\"${address%:*}\",\"port\":${address#*:},\"user\":\"root\",\"password\":\"\"}" >/dev/null
    echo "CREATE DATABASE IF NOT EXISTS test; CREATE TABLE test.example (id INT NOT NULL PRIMARY KEY AUTO_INCREMENT, name VARCHAR(32) COLLATE utf8mb4_bin)" |
        sql "$address"
    call POST /tables "{\"name\":\"example-$end\",\"endpoint\":\"$end\",\"pattern\":\"test.example\"}" >/dev/null
done
call POST /canals '{"name":"canal-1","endpoint":"source","start":"now"}' >/dev/null
channel=$(call POST /channels '{"name":"channel-1","pipelines":[{"name":"pipeline-1","from":"source","to":"target","canal":"canal-1","nodes":{"select":["node-1"],"load":["node-1"]},"tables":["test.example"]}]}' | field id)
call POST "/channels/$channel/start" >/dev/null
runs() {
    call GET "/channels/$channel/pipelines/pipeline-1/live" | grep -q '"state":"running"'
}
until_true 60 "the pipeline runs" runs
call GET "/channels/$channel/pipelines/pipeline-1/live"
echo

step "5 rows flow"
echo "INSERT INTO test.example (name) VALUES ('hello'), ('世界'), (NULL); UPDATE test.example SET name = 'otter' WHERE id = 1; DELETE FROM test.example WHERE id = 3" |
    sql "$SOURCE"
wanted=$(echo "SELECT * FROM test.example ORDER BY id" | sql "$SOURCE")
equal() {
    [ "$(echo "SELECT * FROM test.example ORDER BY id" | sql "$TARGET")" = "$wanted" ]
}
until_true 30 "the rows are on the target" equal
echo "$wanted"

printf '\nthe guide works\n'
