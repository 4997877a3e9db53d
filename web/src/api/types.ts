import type { components } from './schema';

type Schemas = components['schemas'];

export type ChannelConfig = Schemas['ChannelConfig'];
export type PipelineConfig = Schemas['PipelineConfig'];
export type MappingConfig = Schemas['MappingConfig'];
export type MappingObject = Exclude<MappingConfig, string>;
export type FileRules = NonNullable<MappingObject['files']>;
export type RouteRules = NonNullable<MappingObject['route']>;
export type DdlRules = Schemas['DdlRules'];
export type DdlWord = Extract<DdlRules, string>;
export type TrialRequest = Schemas['TrialRequest'];
export type TrialAnswer = Schemas['TrialAnswer'];
export type TrialProblem = Schemas['TrialProblem'];
export type TrialValue = Schemas['TrialValue'];
export type EndpointConfig = Schemas['EndpointConfigWithPassword'];
export type TableConfig = Schemas['TableConfig'];
export type CanalConfig = Schemas['CanalConfig'];
export type FailoverGroupConfig = Schemas['FailoverGroupConfig'];
export type NodeConfig = Schemas['NodeConfig'];
export type ZooKeeperConfig = Schemas['ZooKeeperConfig'];
export type AlarmRuleConfig = Schemas['AlarmRuleConfig'];
export type UserConfig = Schemas['UserConfigWithPassword'];
export type SystemConfig = Schemas['SystemConfig'];
export type StartPoint = Schemas['StartPoint'];
export type ServerAddress = Schemas['ServerAddress'];
export type SessionView = Schemas['SessionView'];
export type RunView = Schemas['RunView'];
export type Report = Schemas['Report'];
export type Finding = Schemas['Finding'];
export type MatchingTables = Schemas['MatchingTables'];
export type AuditEntry = Schemas['AuditEntry'];
export type LogRecord = Schemas['LogRecord'];
export type Token = Schemas['Token'];
export type HealthView = Schemas['HealthView'];
export type Role = SessionView['role'];
export type RunState = RunView['state'];

/** A change in the history; the schema cannot tell what before and after are. */
export type Change = Omit<Schemas['Change'], 'before' | 'after'> & { before?: unknown; after?: unknown };

/** Something configured. */
export interface Thing<C> {
    id: number;
    version: number;
    'changed-at': string;
    'changed-by': string;
    state?: string;
    config: C;
}

export interface Page<T> {
    items: T[];
    page: number;
    size: number;
    total: number;
}

/** What is configured, by its path. */
export interface Kinds {
    channels: ChannelConfig;
    endpoints: EndpointConfig;
    tables: TableConfig;
    canals: CanalConfig;
    'failover-groups': FailoverGroupConfig;
    nodes: NodeConfig;
    'zookeeper-clusters': ZooKeeperConfig;
    'alarm-rules': AlarmRuleConfig;
    users: UserConfig;
}

export type KindPath = keyof Kinds;
