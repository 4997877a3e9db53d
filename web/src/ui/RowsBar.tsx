import { Progress } from 'antd';
import { number, rate, span } from '../domain/format';
import { share } from '../domain/progress';
import { useTexts } from '../i18n';

interface Props {
    done: number;
    /** A guess; 0 when there is none. */
    total: number;
    perSecond: number;
    secondsLeft: number | undefined;
    over: boolean;
    failed?: boolean;
}

/** Rows done of about how many, with rate and time left. */
export function RowsBar({ done, total, perSecond, secondsLeft, over, failed = false }: Props) {
    const { t, language } = useTexts();
    const words = [
        total > 0 && !over
            ? t('rows.of', { done: number(done, language), total: number(total, language) })
            : t('rows.done', { done: number(done, language) }),
        perSecond > 0 && !over ? t('rows.rate', { rate: rate(perSecond, language) }) : '',
        secondsLeft !== undefined && !over
            ? t('rows.left', { time: span(secondsLeft * 1_000, language) })
            : '',
    ].filter((word) => word !== '');
    return (
        <div className="full">
            <Progress
                size="small"
                percent={share(done, total, over)}
                status={failed ? 'exception' : over ? 'success' : 'active'}
                aria-label={words.join(', ')}
            />
            <span className="figures">{words.join(' · ')}</span>
        </div>
    );
}
