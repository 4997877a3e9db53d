/** What runs, as the live routes tell it. What cannot be told is left out. */

export type PipelineState =
    'stopped' | 'standby' | 'starting' | 'running' | 'waiting' | 'retrying' | 'failed' | 'unreported';

export type Stage = 'select' | 'extract' | 'transform' | 'load';

export interface ErrorText {
    code: string;
    what: string;
    where?: string;
    remedy?: string;
}

export interface Attention {
    severity: 'error' | 'warning';
    kind: 'pipeline' | 'node' | 'channel' | 'zookeeper';
    id?: number;
    name: string;
    code?: string;
    what: string;
    since?: string;
    remedy?: string;
    /** Which of the things that the manager itself notices, and what they name. */
    matter?: Matter;
    facts?: string[];
}

export type Matter =
    | 'not-running'
    | 'tables-held'
    | 'paused'
    | 'node-silent'
    | 'node-absent'
    | 'node-without-zookeeper'
    | 'node-unapproved'
    | 'node-replaced';

export interface Overview {
    channels: { running: number; paused: number; stopped: number };
    pipelines: { running: number; waiting: number; failed: number; idle: number };
    nodes: { connected: number; configured: number; 'waiting-for-approval': number };
    'rows-per-second'?: number;
    'transactions-per-second'?: number;
    'worst-lag-millis'?: number;
    attention: Attention[];
}

export interface LiveNode {
    nid: number;
    name: string;
    connected: boolean;
    since?: string;
    address?: string;
    host?: string;
    version?: string;
    'uptime-seconds'?: number;
    'heap-used-bytes'?: number;
    'heap-max-bytes'?: number;
    cpu?: number;
    pipelines?: number;
    'configuration-version'?: number;
    'configuration-problem'?: ErrorText;
    'in-zookeeper'?: boolean;
    'waiting-for-approval'?: boolean;
}

export interface LivePipeline {
    channel: { id: number; name: string };
    name: string;
    number?: number;
    run: 'running' | 'paused' | 'stopped';
    state: PipelineState;
    reason?: string;
    since?: string;
    node?: { nid: number; name: string };
    epoch?: number;
    'reported-at'?: string;
    position?: string;
    'lag-millis'?: number;
    'waiting-stage'?: Stage;
    'rows-per-second'?: number;
    'transactions-per-second'?: number;
    'bytes-per-second'?: number;
    'groups-per-second'?: number;
    'queue-bytes'?: number;
    'queue-limit-bytes'?: number;
    'rows-applied'?: number;
    'transactions-applied'?: number;
    retries?: number;
    quarantined?: number;
    'held-tables'?: string[];
    'last-error'?: ErrorText;
    notices?: string[];
    'tried-alone'?: number;
    copy?: CopyProgress;
    verify?: VerifyProgress;
}

/** What reading rows back has come to. */
export interface VerifyProgress {
    looked: number;
    waiting: number;
    'left-out': number;
    undecided: number;
    differences: number;
    healed: number;
    open: number;
    trouble?: string;
}

/** How far a full load is. */
export interface CopyProgress {
    'tables-done': number;
    tables: number;
    'rows-done': number;
    'rows-estimated': number;
    'rows-per-second': number;
    'seconds-left'?: number;
}

export interface Minute {
    minute: string;
    inserts: number;
    updates: number;
    deletes: number;
    'schema-changes': number;
    bytes: number;
    'mean-lag-millis'?: number;
    'max-lag-millis'?: number;
}

export interface Enrolment {
    nid: number;
    fingerprint: string;
    host?: string;
    version?: string;
    address?: string;
    since?: string;
    known: boolean;
}

export interface EnsembleServer {
    address: string;
    reachable: boolean;
    mode?: string;
    version?: string;
    connections?: number;
    'latency-millis'?: number;
    outstanding?: number;
    znodes?: number;
    problem?: string;
}

export interface Ensemble {
    embedded: boolean;
    connected: boolean;
    reason?: string;
    since?: string;
    servers: EnsembleServer[];
}

export interface EnrolmentSecret {
    secret: string;
    expires: string;
}

/** One path of ZooKeeper's tree. */
export interface TreePage {
    path: string;
    children: string[];
    'child-count': number;
    content: { text: string; binary: boolean; bytes: number; cut: boolean };
    stat: {
        created: string;
        modified: string;
        version: number;
        'child-version': number;
        'ephemeral-owner': number;
    };
}
