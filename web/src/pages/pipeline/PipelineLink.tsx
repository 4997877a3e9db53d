import { Link } from 'react-router';
import type { LivePipeline } from '../../api/live-types';

export function pipelinePage(channel: number, pipeline: string): string {
    return `/channels/${channel}/pipelines/${encodeURIComponent(pipeline)}`;
}

export function PipelineLink({ pipeline }: { pipeline: LivePipeline }) {
    return (
        <Link to={pipelinePage(pipeline.channel.id, pipeline.name)} className="break">
            {pipeline.channel.name}/{pipeline.name}
        </Link>
    );
}
