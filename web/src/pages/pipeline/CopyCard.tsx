import { Card } from 'antd';
import type { CopyProgress } from '../../api/live-types';
import { useTexts } from '../../i18n';
import { RowsBar } from '../../ui/RowsBar';

/** How far a full load is. */
export function CopyCard({ copy }: { copy: CopyProgress }) {
    const { t } = useTexts();
    return (
        <Card title={t('copy.progress', { done: copy['tables-done'], tables: copy.tables })}>
            <RowsBar
                done={copy['rows-done']}
                total={copy['rows-estimated']}
                perSecond={copy['rows-per-second']}
                secondsLeft={copy['seconds-left']}
                over={copy['tables-done'] === copy.tables}
            />
        </Card>
    );
}
