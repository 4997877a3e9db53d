import { Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { ago, moment } from '../domain/format';
import { useTexts } from '../i18n';

/** A moment in full. */
export function Moment({ at }: { at: string | undefined }) {
    return (
        <time dateTime={at} className="figures nowrap">
            {moment(at)}
        </time>
    );
}

/** How long something has lasted, counting on. */
export function Since({ at }: { at: string | undefined }) {
    const { language } = useTexts();
    const now = useNow();
    if (at === undefined) return null;
    return (
        <Tooltip title={moment(at)}>
            <time dateTime={at} className="figures nowrap">
                {ago(at, now, language)}
            </time>
        </Tooltip>
    );
}

function useNow(): number {
    const [now, setNow] = useState(() => Date.now());
    useEffect(() => {
        const timer = window.setInterval(() => setNow(Date.now()), 1_000);
        return () => window.clearInterval(timer);
    }, []);
    return now;
}
