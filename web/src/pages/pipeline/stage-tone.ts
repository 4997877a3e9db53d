import type { LivePipeline, Stage } from '../../api/live-types';

export type Tone = 'good' | 'warn' | 'bad' | 'idle';

/** The colour of a stage: a waiting pipeline is coloured at the stage that waits, a failed one wholly. */
export function stageTone(live: LivePipeline, stage: Stage): Tone {
    switch (live.state) {
        case 'failed':
            return 'bad';
        case 'running':
            return 'good';
        case 'waiting':
            return live['waiting-stage'] === undefined || live['waiting-stage'] === stage ? 'warn' : 'good';
        case 'retrying':
            return 'warn';
        case 'stopped':
        case 'standby':
        case 'starting':
        case 'unreported':
            return 'idle';
    }
}
