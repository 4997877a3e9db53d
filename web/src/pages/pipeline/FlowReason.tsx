import { Alert } from 'antd';
import type { LivePipeline, PipelineState } from '../../api/live-types';
import { useTexts } from '../../i18n';
import { ErrorDetail, ErrorTitle } from '../../ui/ErrorWords';
import { Since } from '../../ui/Moment';

const QUIET: PipelineState[] = ['running', 'starting', 'standby', 'stopped'];

/** Why a pipeline does not move, since when, and what to do. */
export function FlowReason({ live }: { live: LivePipeline }) {
    const { t } = useTexts();
    const error = live['last-error'];
    const bad = live.state === 'failed' || live.state === 'unreported';
    const held = live['held-tables'] ?? [];
    const notices = live.notices ?? [];
    return (
        <div className="stack" aria-live="polite">
            {!QUIET.includes(live.state) && (
                <Alert
                    type={bad ? 'error' : 'warning'}
                    showIcon
                    title={
                        <span>
                            {live['waiting-stage']
                                ? t('flow.waits', { stage: t(`stage.${live['waiting-stage']}`) })
                                : t(`state.${live.state}`)}
                            {live.since && (
                                <>
                                    {' · '}
                                    <Since at={live.since} />
                                </>
                            )}
                        </span>
                    }
                    description={
                        <span className="break">
                            {live.reason ??
                                (live.state === 'unreported' ? t('flow.unreported') : t('flow.no-reason'))}
                        </span>
                    }
                />
            )}
            {error && (
                <Alert
                    type={bad ? 'error' : 'info'}
                    showIcon
                    title={
                        <span>
                            {t('flow.last-error')}: <ErrorTitle error={error} />
                        </span>
                    }
                    description={<ErrorDetail error={error} />}
                />
            )}
            {held.length > 0 && (
                <Alert
                    type="warning"
                    showIcon
                    title={t('flow.held', { count: held.length })}
                    description={held.map((table) => (
                        <div key={table} className="break">
                            {table}
                        </div>
                    ))}
                />
            )}
            {notices.length > 0 && (
                <Alert
                    type="info"
                    showIcon
                    title={t('flow.notices', { count: notices.length })}
                    description={notices.map((notice) => (
                        <div key={notice} className="break">
                            {notice}
                        </div>
                    ))}
                />
            )}
        </div>
    );
}
