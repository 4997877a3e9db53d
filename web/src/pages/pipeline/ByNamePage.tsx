import { Navigate, useParams } from 'react-router';
import { useLivePipelines } from '../../api/live';
import { useTexts } from '../../i18n';
import { Face, Nothing } from '../../ui/Face';
import { pipelinePage } from './PipelineLink';

/** Finds a pipeline by the names of its channel and itself, as alarms and logs call it. */
export function ByNamePage() {
    const { t } = useTexts();
    const { channel = '', pipeline = '' } = useParams();
    const live = useLivePipelines();
    return (
        <Face query={live}>
            {(all) => {
                const found = all.find((one) => one.channel.name === channel && one.name === pipeline);
                return found ? (
                    <Navigate to={pipelinePage(found.channel.id, found.name)} replace />
                ) : (
                    <Nothing text={t('pipeline.gone', { name: `${channel}/${pipeline}` })} />
                );
            }}
        </Face>
    );
}
