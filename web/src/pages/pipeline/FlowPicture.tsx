import { Progress } from 'antd';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import type { LivePipeline, Stage } from '../../api/live-types';
import type { PipelineConfig } from '../../api/types';
import { bytes, rate, span } from '../../domain/format';
import { useTexts } from '../../i18n';
import { Since } from '../../ui/Moment';
import { Position } from './Position';
import { stageTone } from './stage-tone';

const STAGES: Stage[] = ['select', 'extract', 'transform', 'load'];

interface Props {
    pipeline: PipelineConfig;
    live: LivePipeline;
}

/** Source, the four stages and target, with what passes through them. */
export function FlowPicture({ pipeline, live }: Props) {
    const { t, language } = useTexts();
    const moving = live.state === 'running' && (live['bytes-per-second'] ?? 0) > 0;
    const unit = (value: number | undefined, word: ReactNode) => (
        <>
            <div className="flow-figure">{rate(value, language)}</div>
            <div className="weak">{word}</div>
        </>
    );
    const figures: Record<Stage, ReactNode> = {
        select: (
            <>
                <div className="flow-figure">
                    {live['bytes-per-second'] === undefined ? '–' : `${bytes(live['bytes-per-second'])}/s`}
                </div>
                <div className="weak">{t('flow.read')}</div>
            </>
        ),
        extract: <Queue live={live} />,
        transform: unit(live['groups-per-second'], t('flow.groups')),
        load: (
            <>
                {unit(live['rows-per-second'], t('flow.rows'))}
                <div className="weak figures">
                    {rate(live['transactions-per-second'], language)} {t('flow.transactions')}
                </div>
            </>
        ),
    };
    return (
        <div className="flow" role="group" aria-label={t('flow.title')} tabIndex={0}>
            <div className="flow-end">
                <div className="weak">{t('flow.source')}</div>
                <div className="flow-name">{pipeline.from}</div>
                <div className="weak">
                    <Position at={live.position} />
                </div>
            </div>
            {STAGES.map((stage) => (
                <Fragment key={stage}>
                    <span className="flow-pipe" data-moving={moving} aria-hidden />
                    <div className="flow-stage" data-tone={stageTone(live, stage)}>
                        <div className="flow-name">{t(`stage.${stage}`)}</div>
                        {figures[stage]}
                        {live['waiting-stage'] === stage && (
                            <div className="pip pip-warn">
                                {t('state.waiting')} <Since at={live.since} />
                            </div>
                        )}
                    </div>
                </Fragment>
            ))}
            <span className="flow-pipe" data-moving={moving} aria-hidden />
            <div className="flow-end">
                <div className="weak">{t('flow.target')}</div>
                <div className="flow-name">{pipeline.to}</div>
                <div className="flow-figure">{span(live['lag-millis'], language)}</div>
                <div className="weak">{t('flow.behind')}</div>
            </div>
        </div>
    );
}

/** How full the queue between the stages is. */
function Queue({ live }: { live: LivePipeline }) {
    const { t } = useTexts();
    const used = live['queue-bytes'];
    const limit = live['queue-limit-bytes'];
    const part = used !== undefined && limit ? Math.min(100, Math.round((used / limit) * 100)) : 0;
    return (
        <>
            <div className="flow-figure">{bytes(used)}</div>
            <Progress
                percent={part}
                size="small"
                showInfo={false}
                status={part > 90 ? 'exception' : 'normal'}
                aria-label={t('flow.queue')}
            />
            <div className="weak nowrap">{t('flow.queue.of', { limit: bytes(limit) })}</div>
        </>
    );
}
