import { featureErrors } from './featureErrors';

/** What each error code means and what to do, in Chinese; in the order of the codes. */
export const errors: Record<string, { title: string; remedy: string }> = {
    'OTR-1001': {
        title: '配置文件无法使用',
        remedy: '按详情中指出的位置修改配置文件，再重试。',
    },
    'OTR-1002': {
        title: '范围内的表不存在',
        remedy: '检查库名与表名；在对应的库中建表，或修改映射。',
    },
    'OTR-1003': {
        title: '源表与目标表不匹配',
        remedy: '对照详情修改其中一张表的结构，或调整字段映射。',
    },
    'OTR-1004': {
        title: '设置了当前版本不支持的选项',
        remedy: '去掉该选项，或换成详情中列出的取值。',
    },
    'OTR-1101': {
        title: '源库的参数不允许读取其日志',
        remedy: '在源库上按详情修改参数（row 格式的 binlog 等），必要时重启源库；参见“帮助”页。',
    },
    'OTR-1102': {
        title: '目标库的参数不允许写入',
        remedy: '在目标库上按详情修改参数，再重试。',
    },
    'OTR-2001': {
        title: '无法连接数据库',
        remedy: '检查数据库是否在运行、主机与端口是否正确、网络与防火墙是否放行。',
    },
    'OTR-2002': {
        title: '数据库拒绝了该账号',
        remedy: '检查账号与密码，以及账号是否允许从本机登录。',
    },
    'OTR-2003': {
        title: '账号缺少权限',
        remedy: '按详情为账号授权；所需权限见“帮助”页。',
    },
    'OTR-2101': {
        title: '源库已清除接下来要读的日志',
        remedy: '重新复制数据，并从复制之后的位点开始；同时延长源库日志的保留时间。',
    },
    'OTR-2102': {
        title: '备库缺少目标库已有的事务',
        remedy: '备库补齐这些事务后会自动切换；原主库恢复时也会继续从原主库读取。',
    },
    'OTR-2103': {
        title: '无法确定在备库日志中从何处继续',
        remedy: '在备库日志中人工找到位点，用 otter sync --use-standby 与 --standby-position 启动；或重新复制数据。',
    },
    'OTR-2104': {
        title: '备库无法接管',
        remedy: '按详情调整备库：开启 GTID、延长日志保留时间，或设置 preserve_commit_order。',
    },
    'OTR-2105': {
        title: '源库已失效，且暂无备库可以接管',
        remedy: '数据没有丢失；一旦有服务器可以无缺口地读取（包括原主库），会自动继续。详情列出各备库的原因。',
    },
    'OTR-2106': {
        title: '源库地址上应答的是另一台服务器',
        remedy: '无需操作：会在其日志中查找继续的位点。',
    },
    'OTR-2107': {
        title: '源库是从库，且不把收到的变更写入自己的日志',
        remedy: '在该库上设置 log_replica_updates=ON（8.0.26 之前为 log_slave_updates）并重启，或改为读取其主库。',
    },
    'OTR-3001': {
        title: '源库日志中有无法解析的内容',
        remedy: '该事务没有写入。用 otter check 比较两端并补齐差异；保留该日志文件并反馈源库版本。',
    },
    'OTR-3002': {
        title: '变更以语句而非行的形式写入日志',
        remedy: '在源库上为所有会话设置 binlog_format=ROW，并在目标库手工执行该语句。',
    },
    'OTR-3003': {
        title: '日志中的行与已知表结构不符',
        remedy: '写入日志之后表结构有过变更：让源库在日志中写出列名（binlog_row_metadata=FULL）。',
    },
    'OTR-3004': {
        title: '源库修改了范围内的表结构',
        remedy: '该事务没有写入。在目标库执行同样的结构变更，再启动。',
    },
    'OTR-3005': {
        title: '无法读取保存的源表结构',
        remedy: '按详情从目标库的 retl.retl_schema 中删除该表的记录，再启动。',
    },
    'OTR-3006': {
        title: '目标库拒绝了结构变更语句',
        remedy: '按详情排除原因后再启动（语句会重新执行）；也可手工执行等效语句，或按详情跳过。',
    },
    'OTR-3007': {
        title: '该结构变更语句无法同步',
        remedy: '按详情在目标库手工处理，并将 retl.retl_ddl 中的记录改为 done，再启动。',
    },
    'OTR-3008': {
        title: '结构变更语句等待批准',
        remedy: '按详情在目标库的 retl.retl_ddl 中批准或跳过，或手工执行该语句。',
    },
    'OTR-3009': {
        title: '无法判断语句是否已在目标库执行',
        remedy: '按详情查看目标表，再在 retl.retl_ddl 中注明。',
    },
    'OTR-3010': {
        title: '没有以此为名、可供决定的等待中语句',
        remedy: '用 otter ddl -f 文件 列出等待中的语句，再按其编号批准、跳过或标记完成。',
    },
    'OTR-3011': {
        title: '改变表结构的语句无法用目标库的语言准确表达',
        remedy: '语句完全没有执行。按详情在目标库上手工完成等效的更改，再在 retl.retl_ddl 中注明 done 或 skipped，然后重新启动。',
    },
    'OTR-3101': {
        title: '目标库拒绝了一行数据',
        remedy: '该事务没有写入。按详情处理目标库（约束、字段、主键等），再启动。',
    },
    'OTR-3102': {
        title: '目标库中的行与源库日志不一致',
        remedy: '用 otter check 比较两端并修正该行；以源库为准时可设 apply: repair。',
    },
    'OTR-3103': {
        title: '目标字段无法保存源库的值',
        remedy: '让目标字段与源字段一致，再启动。',
    },
    'OTR-3201': {
        title: '另一个进程已接管此 pipeline',
        remedy: '同一目标库上，同名 pipeline 只能由一个进程运行；正常切换时无需处理。',
    },
    'OTR-3202': {
        title: '目标库中的检查点无法使用',
        remedy: '恢复目标库中该 pipeline 的检查点记录，或按详情删除后重新开始。',
    },
    ...featureErrors,
    'OTR-4001': {
        title: '无法连接 ZooKeeper',
        remedy: '检查 ZooKeeper 是否在运行、地址是否正确、网络是否畅通。',
    },
    'OTR-4002': {
        title: 'ZooKeeper 版本低于 3.6',
        remedy: '将 ZooKeeper 升级到 3.6 或更高版本。',
    },
    'OTR-4003': {
        title: 'ZooKeeper 拒绝了请求',
        remedy: '检查 ZooKeeper 的权限（ACL）与日志。',
    },
    'OTR-4004': {
        title: 'ZooKeeper 服务器列表无法使用',
        remedy: '按“主机:端口”的形式填写，多个用逗号分隔。',
    },
    'OTR-4005': {
        title: 'manager 内嵌的 ZooKeeper 无法运行',
        remedy: '检查其端口是否被占用、数据目录是否可写。',
    },
    'OTR-4006': {
        title: 'ZooKeeper 拒绝 Otter 登录',
        remedy: '让所有 manager 使用同一个存储和 conf/manager.key；若旧存储已丢失，请由 ZooKeeper 管理员删除 /otter5 后重试。',
    },
    'OTR-4011': {
        title: '另一个运行中的进程使用了该节点编号',
        remedy: '停掉另一个进程，或为此节点使用自己的编号（conf/nid）。',
    },
    'OTR-4021': {
        title: '其他人已修改了 channel 的状态',
        remedy: '重新加载查看当前状态，再决定是否操作。',
    },
    'OTR-4031': {
        title: 'ZooKeeper 路径中的内容不符合预期',
        remedy: '检查是否有其他程序写入该路径。',
    },
    'OTR-4032': {
        title: 'ZooKeeper 中没有该路径',
        remedy: '刷新目录树，检查路径是否正确。',
    },
    'OTR-4101': {
        title: 'manager 不认识此节点',
        remedy: '先在“节点”页添加节点，并把其编号写入该机器的 conf/nid。',
    },
    'OTR-4102': {
        title: '节点等待批准',
        remedy: '在“节点”页核对指纹后批准。',
    },
    'OTR-4103': {
        title: '另一个进程正以该节点编号连接',
        remedy: '停掉另一个进程，或检查 conf/nid 是否重复。',
    },
    'OTR-4104': {
        title: 'manager 不接受此节点的证书',
        remedy: '证书可能已吊销或过期：让节点重新登记并批准。',
    },
    'OTR-4105': {
        title: '无法连接任何 manager',
        remedy: '检查 manager 是否在运行、节点配置中的地址是否正确。',
    },
    'OTR-4106': {
        title: '这不是该节点所认识的 manager',
        remedy: '核对 manager 的地址与指纹；若 manager 已重装，请让节点重新登记。',
    },
    'OTR-4107': {
        title: 'manager 不接受此节点的登记',
        remedy: '检查登记口令是否过期或已使用、节点编号是否正确。',
    },
    'OTR-4108': {
        title: '密钥或证书文件无法使用',
        remedy: '检查文件权限与内容，或从备份恢复；没有备份时按详情移走，会生成新的文件。',
    },
    'OTR-4109': {
        title: '本地保存的配置已损坏',
        remedy: '能连接 manager 时无需处理，它会重新下发配置；否则检查磁盘空间与目录权限。',
    },
    'OTR-4110': {
        title: '统计数据的存储无法使用',
        remedy: '检查磁盘空间与目录权限。',
    },
    'OTR-4111': {
        title: '节点与 manager 无法相互理解',
        remedy: '让节点与 manager 使用相同的版本。',
    },
    'OTR-4112': {
        title: '节点没有连接到此 manager',
        remedy: '检查节点是否在运行、网络是否畅通。',
    },
    'OTR-4113': {
        title: 'manager 暂时没有余量接受此连接',
        remedy: '关闭不用的控制台页面或先登录，稍后再试。',
    },
    'OTR-4114': {
        title: '节点已在 manager 上被删除',
        remedy: '停止该进程；如需继续使用，请在控制台新建节点，将编号写入 conf/nid 后重新启动。',
    },
    'OTR-4201': {
        title: '配置中的取值不被允许',
        remedy: '按详情修改取值。',
    },
    'OTR-4202': {
        title: '名称已被使用',
        remedy: '换一个名称。',
    },
    'OTR-4203': {
        title: '仍被其他对象使用',
        remedy: '先解除详情中列出的引用。',
    },
    'OTR-4204': {
        title: '引用的对象不存在',
        remedy: '检查名称，或先创建它。',
    },
    'OTR-4205': {
        title: '没有这个对象',
        remedy: '它可能已被删除；返回列表查看。',
    },
    'OTR-4206': {
        title: '其他人已修改了它',
        remedy: '重新加载查看最新内容，再次修改。',
    },
    'OTR-4207': {
        title: '请求没有说明修改的是哪个版本',
        remedy: '重新加载页面后再试；程序需发送 If-Match。',
    },
    'OTR-4208': {
        title: '当前状态不允许此操作',
        remedy: '按详情先改变其状态，例如先停止 channel。',
    },
    'OTR-4209': {
        title: '请求无法读取',
        remedy: '检查请求的格式；接口说明见 /api/v1/openapi.json。',
    },
    'OTR-4210': {
        title: '没有节点按时开始执行操作',
        remedy: '操作未执行；请排除详情中所等待的原因后重新提交。',
    },
    'OTR-4211': {
        title: '用户名或密码错误，或用户已锁定',
        remedy: '检查后重试；忘记密码请联系管理员。',
    },
    'OTR-4212': {
        title: '需要登录',
        remedy: '请登录；程序需发送令牌。',
    },
    'OTR-4213': {
        title: '当前角色不允许此操作',
        remedy: '请联系管理员授权。',
    },
    'OTR-4214': {
        title: '请求缺少会话的令牌',
        remedy: '重新加载页面后再试。',
    },
    'OTR-4215': {
        title: '登录失败次数过多',
        remedy: '稍后再试。',
    },
    'OTR-4216': {
        title: '需要先修改初始密码',
        remedy: '修改密码后再继续。',
    },
    'OTR-4217': {
        title: '密码过于简单',
        remedy: '使用更长、更难猜的密码。',
    },
    'OTR-4218': {
        title: '令牌未知、已过期或已吊销',
        remedy: '请管理员签发新的令牌。',
    },
    'OTR-4219': {
        title: '节点不再上报此操作的进度',
        remedy: '节点可能断开或已重启；已向数据库提出的请求仍会执行，必要时请重新提交。',
    },
    'OTR-4221': {
        title: '所需的 manager 组件没有运行',
        remedy: '检查 manager 的日志；若详情说明当前版本不支持，则此操作不可用。',
    },
    'OTR-4231': {
        title: '无法连接 manager 的数据库',
        remedy: '检查数据库是否在运行、manager 配置中的地址与账号。',
    },
    'OTR-4232': {
        title: 'manager 的数据库无法使用',
        remedy: '按详情处理：版本、权限或表结构不符合要求。',
    },
    'OTR-4233': {
        title: 'manager 的密钥文件无法使用',
        remedy: '检查密钥文件是否存在、权限是否正确；请从备份恢复。',
    },
    'OTR-4241': {
        title: 'properties 文件无法使用',
        remedy: '按详情修改该文件，再启动。',
    },
    'OTR-4242': {
        title: 'manager 无法监听端口',
        remedy: '停掉占用端口的程序（ss -ltnp 可查看），或修改 otter.port。',
    },
    'OTR-4501': {
        title: '应答的不是可识别的 manager',
        remedy: '检查地址；让命令行与 manager 使用相同的版本。',
    },
    'OTR-4502': {
        title: '等待的结果没有按时出现',
        remedy: '查看对应页面的状态，必要时再等待或重试。',
    },
    'OTR-4503': {
        title: '保存登录信息的文件无法使用',
        remedy: '检查文件权限，或删除后重新登录。',
    },
    'OTR-4504': {
        title: '没有人可以确认',
        remedy: '在终端中运行，或使用免确认的选项。',
    },
    'OTR-4505': {
        title: '等待的 pipeline 已失败',
        remedy: '打开该 pipeline 的实时页查看错误与处理办法。',
    },
    'OTR-4511': {
        title: '无法读取 Otter 4 manager 的数据库',
        remedy: '检查地址、账号以及库中的表是否完整。',
    },
    'OTR-9001': {
        title: 'Otter 内部矛盾，没有写入任何数据',
        remedy: '请附上日志反馈此问题。',
    },
};
