import { Progress } from 'antd';
import { bytes } from '../../domain/format';

/** Used of most, in bytes. */
export function Meter(props: { used: number | undefined; most: number | undefined; label: string }) {
    const { used, most, label } = props;
    if (used === undefined || !most) return <>–</>;
    const part = Math.round((used / most) * 100);
    return (
        <>
            <Progress
                percent={part}
                size="small"
                showInfo={false}
                aria-label={label}
                status={part > 90 ? 'exception' : 'normal'}
            />
            <div className="weak figures nowrap">
                {bytes(used)} / {bytes(most)}
            </div>
        </>
    );
}
