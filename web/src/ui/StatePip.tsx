import type { PipelineState } from '../api/live-types';
import type { OperationState } from '../api/operations';
import { useTexts } from '../i18n';
import type { MessageKey } from '../i18n';

type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle';

const TONES: Record<string, Tone> = {
    running: 'good',
    connected: 'good',
    enabled: 'good',
    starting: 'busy',
    standby: 'busy',
    waiting: 'warn',
    retrying: 'warn',
    paused: 'warn',
    failed: 'bad',
    unreported: 'bad',
    absent: 'idle',
    stopped: 'idle',
    disabled: 'idle',
    queued: 'busy',
    done: 'good',
    cancelled: 'idle',
};

export type StateWord =
    PipelineState | OperationState | 'paused' | 'connected' | 'absent' | 'enabled' | 'disabled';

/** A state: one colour and one word everywhere. */
export function StatePip({ state }: { state: StateWord }) {
    const { t } = useTexts();
    return (
        <span className={`pip pip-${TONES[state] ?? 'idle'}`}>
            <span className="pip-dot" aria-hidden />
            {t(`state.${state}` as MessageKey)}
        </span>
    );
}
