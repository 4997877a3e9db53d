import { Alert, Card, Descriptions } from 'antd';
import type { VerifyProgress } from '../../api/live-types';
import { useTexts } from '../../i18n';

/** What reading rows back has come to. */
export function VerifyCard({ verify }: { verify: VerifyProgress }) {
    const { t } = useTexts();
    const facts = ['looked', 'differences', 'open', 'healed', 'undecided', 'waiting', 'left-out'] as const;
    return (
        <Card title={t('verify.title')}>
            <div className="stack">
                {verify.open > 0 && (
                    <Alert type="error" showIcon title={t('verify.differ', { count: verify.open })} />
                )}
                {verify.trouble && <Alert type="warning" showIcon title={verify.trouble} />}
                <Descriptions
                    column={{ xs: 1, sm: 2, lg: 4 }}
                    items={facts.map((fact) => ({
                        key: fact,
                        label: t(`verify.${fact}`),
                        children: verify[fact].toLocaleString(),
                    }))}
                />
            </div>
        </Card>
    );
}
