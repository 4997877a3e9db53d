/** Copies, views, comparisons, targets and files: see errors.ts. */
export const featureErrors: Record<string, { title: string; remedy: string }> = {
    'OTR-3401': {
        title: '要复制的表在目标库中已有数据',
        remedy: '清空目标库中的这些表；若两端数据已一致，请设 snapshot: never。',
    },
    'OTR-3402': {
        title: '需要清空目标表并全量复制，但没有得到同意',
        remedy: '确认可以清空目标表后，用 otter sync --consent-to-full-load 启动一次。',
    },
    'OTR-3403': {
        title: '目标库拒绝了全量复制的行',
        remedy: '让目标表与源表一致，再启动；复制会从已落库的位置继续。',
    },
    'OTR-3404': {
        title: '目标库无法创建要复制的表',
        remedy: '在目标库手动建表，或授予 CREATE 权限，再启动。',
    },
    'OTR-3405': {
        title: '该表无法按现状复制',
        remedy: '按详情处理：为表加主键并设 binlog_row_image=FULL，或设 snapshot: never 后自行复制。',
    },
    'OTR-3406': {
        title: '目标库中的全量复制记录无法使用',
        remedy: '恢复 retl_snapshot 中该 pipeline 的记录，或按详情清空后重新开始。',
    },
    'OTR-3407': {
        title: '无法从源库读取要复制的行',
        remedy: '把该表移出 pipeline，或反馈详情中的消息。',
    },
    'OTR-3501': {
        title: '视图没有包含表的主键列',
        remedy: '请在映射的列中保留主键（或唯一键）的全部列。',
    },
    'OTR-3502': {
        title: '视图引用了不存在的列',
        remedy: '请按详情核对列名；源表或目标表可能已修改过结构。',
    },
    'OTR-3503': {
        title: '表达式无法使用',
        remedy: '请按详情中的位置修改表达式，语法见文档 rows-on-the-way。',
    },
    'OTR-3504': {
        title: '某一行无法计算表达式',
        remedy: '请检查该行的数据，或修改表达式（例如先判断空值），然后重新启动。',
    },
    'OTR-3505': {
        title: '表达式读取的数据超过上限',
        remedy: '请避免在表达式中使用大字段，或改用较小的列。',
    },
    'OTR-3506': {
        title: '源库日志没有记录视图所需的全部列',
        remedy: '请在源库设置 binlog_row_image=FULL，让会话重新连接后再启动；带级联外键的子表请去掉级联，或不要同步到 Kafka。',
    },
    'OTR-3507': {
        title: '日志缺少视图需要的值',
        remedy: '请在源库设置 binlog_row_image=FULL，并重新复制该表的数据。',
    },
    'OTR-3511': {
        title: '无法加载行处理器',
        remedy: '请检查 extend 目录中的 jar 与类名，详情见节点日志。',
    },
    'OTR-3512': {
        title: '行处理器处理某一行时出错',
        remedy: '请按详情修正处理器或该行数据，然后重新启动。',
    },
    'OTR-3513': {
        title: '行处理器处理某一行超时',
        remedy: '处理器可能陷入死循环或等待；修正后请重启进程。',
    },
    'OTR-3514': {
        title: '行处理器返回了无法使用的值',
        remedy: '请让处理器返回与列类型相符的值。',
    },
    'OTR-3521': {
        title: '同一张表的行会两次写入同一目标表',
        remedy: '请为该表的每条映射指定不同的目标表。',
    },
    'OTR-3522': {
        title: '某一行应进入的表不在映射所列的目标表中',
        remedy: '请把该表加入 among，或修正表达式或该行数据；若这样的行无需同步，请写 otherwise: skip。',
    },
    'OTR-3601': {
        title: '该 pipeline 没有可供在线比对的检查点',
        remedy: '请先启动该 pipeline，或在没有写入时不带 --online 进行比对。',
    },
    'OTR-3602': {
        title: '比对的进度文件无法使用',
        remedy: '请换一个文件，或删除该文件后从头比对。',
    },
    'OTR-3603': {
        title: '比对时无法读取源库日志',
        remedy: '请等 pipeline 追上日志末尾，确认源库日志保留时间足够长，然后重新比对。',
    },
    'OTR-3604': {
        title: '比对期间表结构被修改',
        remedy: '请重新比对。',
    },
    'OTR-3701': {
        title: '文本含有零字符，PostgreSQL 无法保存',
        remedy: '在源库中去掉该文本的零字符，或对这样的行使用隔离策略，然后重新启动。',
    },
    'OTR-3702': {
        title: '源库只记录 JSON 的差异，而不是完整的值',
        remedy: '在源库上把 binlog_row_value_options 设为空，让会话重新连接，再重试。',
    },
    'OTR-3703': {
        title: '不能从这种数据库读取变更',
        remedy: 'PostgreSQL 只能作为目标；源请选择 MySQL 或 MariaDB 的数据源。',
    },
    'OTR-3761': {
        title: 'Kafka 主题无法使用',
        remedy: '请按详情修改主题的名称或设置，或授权账号创建主题，然后重新启动。',
    },
    'OTR-3762': {
        title: '某一行超过 Kafka 单条消息的上限',
        remedy: '请调大主题的 max.message.bytes 与端点的 max.request.size，或对这样的行使用隔离策略。',
    },
    'OTR-3763': {
        title: '源库日志中的行不完整，无法按要求写入',
        remedy: '请在源库设置 binlog_row_image=FULL，让会话重新连接后再启动；带级联外键的子表请去掉级联，或不要同步到 Kafka。',
    },
    'OTR-3764': {
        title: 'Kafka 不接受当前的事务设置',
        remedy: '请把 transaction.timeout.ms 设为不超过 broker 的 transaction.max.timeout.ms。',
    },
    'OTR-3771': {
        title: 'Oracle 的非空列不能写入空字符串',
        remedy: '请让目标列允许 NULL（此时 NULL 也代表空字符串），或把列类型改为 CLOB 或 BLOB。',
    },
    'OTR-3901': {
        title: '无法执行一条重新同步请求',
        remedy: '请按说明改正 retl.retl_buffer 中的该行并重新插入；其他行不受影响。',
    },
    'OTR-3902': {
        title: '该表的行无法从源库重新读取',
        remedy: '请用 otter check 比对该表，并手工复制有差异的行。',
    },
    'OTR-3903': {
        title: '无法在源库上请求重新同步',
        remedy: '请给账号 retl 库的写权限，或让有权限的人在源库上执行提示中的语句。',
    },
    'OTR-3904': {
        title: 'pipeline 没有跟上，无法修复',
        remedy: '请启动该 pipeline 或等它追上，然后再修复。',
    },
    'OTR-3906': {
        title: '按当前配置无法反查源库（一致性 MEDIA）',
        remedy: '请改为 rows.values: log（BASE），或去掉 where、set、列组、处理器、route 与附件；目标须为 MySQL 或 MariaDB。',
    },
    'OTR-3911': {
        title: '附件文件的路径被拒绝',
        remedy: '路径必须是所配置目录内的相对路径：不能是绝对路径，不能含有 ..，也不能经链接指向目录之外。请修正该行或 FileResolver。',
    },
    'OTR-3912': {
        title: '源端缺少附件文件',
        remedy: '把文件放回源端目录；若允许缺少，请设置 missing: skip。',
    },
    'OTR-3913': {
        title: '附件文件无法复制',
        remedy: '检查源端文件的权限，并确认没有程序一直在改写它。',
    },
    'OTR-3914': {
        title: 'FileResolver 处理某行时失败',
        remedy: '修正 FileResolver 或该行数据后重新启动。',
    },
    'OTR-3915': {
        title: 'FileResolver 处理某行超时',
        remedy: '修正 FileResolver；它的线程无法被结束，需重启进程才能释放。',
    },
    'OTR-3916': {
        title: '某行的附件数量超过上限',
        remedy: '减少该行或该事务的附件数量。',
    },
    'OTR-3917': {
        title: '无法加载 FileResolver',
        remedy: '把 jar 放入节点的 extend 目录（或 sync.yaml 旁边），检查类名后重新启动。',
    },
    'OTR-3918': {
        title: '附件目录无法使用',
        remedy: '检查目录是否存在、是否已挂载、权限是否足够。',
    },
    'OTR-3919': {
        title: '该配置不能附带文件',
        remedy: '按提示修改 files 配置或源端设置。',
    },
};
