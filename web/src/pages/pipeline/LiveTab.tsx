import { Card } from 'antd';
import type { LivePipeline } from '../../api/live-types';
import type { PipelineConfig } from '../../api/types';
import { useTexts } from '../../i18n';
import { Face, Nothing } from '../../ui/Face';
import { CopyCard } from './CopyCard';
import { FlowFacts } from './FlowFacts';
import { FlowPicture } from './FlowPicture';
import { FlowReason } from './FlowReason';
import { LiveCharts } from './LiveCharts';
import { VerifyCard } from './VerifyCard';

interface Props {
    channel: number;
    pipeline: PipelineConfig;
    live: {
        data: LivePipeline | undefined;
        error: unknown;
        isPending: boolean;
        refetch: () => unknown;
    };
}

/** What a pipeline does at this moment, and did before. */
export function LiveTab({ channel, pipeline, live }: Props) {
    const { t } = useTexts();
    return (
        <div className="stack">
            <Face query={live} empty={<Nothing text={t('pipeline.live.nothing')} />}>
                {(data) => (
                    <div className="stack">
                        <FlowReason live={data} />
                        {data.copy && <CopyCard copy={data.copy} />}
                        {data.verify && <VerifyCard verify={data.verify} />}
                        <Card title={t('flow.title')}>
                            <FlowPicture pipeline={pipeline} live={data} />
                        </Card>
                        <Card title={t('flow.facts')}>
                            <FlowFacts live={data} />
                        </Card>
                        <LiveCharts channel={channel} pipeline={pipeline.name} live={data} />
                    </div>
                )}
            </Face>
        </div>
    );
}
