import { Alert, Button, Card } from 'antd';
import { useDifferingRows } from '../../api/operations';
import { useTexts } from '../../i18n';
import { Face } from '../../ui/Face';
import { DifferingRows } from './DifferingRows';

interface Props {
    channel: number;
    pipeline: string;
}

/** Rows that reading back has found to differ. */
export function ReadBackCard({ channel, pipeline }: Props) {
    const { t } = useTexts();
    const found = useDifferingRows(channel, pipeline, true);
    return (
        <Card
            title={t('verify.rows')}
            extra={
                <Button size="small" loading={found.isFetching} onClick={() => void found.refetch()}>
                    {t('statement.look')}
                </Button>
            }
        >
            <Face query={found}>
                {(data) => (
                    <div className="stack">
                        <DifferingRows rows={data.rows} />
                        {data.left > 0 && (
                            <Alert type="info" showIcon title={t('operation.left', { count: data.left })} />
                        )}
                    </div>
                )}
            </Face>
        </Card>
    );
}
