import { Card, Typography } from 'antd';
import { useTexts } from '../../i18n';
import { PageHead } from '../../ui/PageHead';
import { ACCOUNT_SQL, COMMANDS, REST, SERVER_SETTINGS, TABLES_SQL } from './init-sql';

/** First steps, what databases need, commands, and the words. */
export function HelpPage() {
    const { t } = useTexts();
    const steps = ['1', '2', '3', '4', '5'] as const;
    const words = ['channel', 'pipeline', 'node', 'canal', 'mapping', 'lag', 'push'] as const;
    return (
        <>
            <PageHead title={t('nav.help')} />
            <div className="stack">
                <Card title={t('help.steps')}>
                    <ol style={{ margin: 0, paddingInlineStart: 20 }}>
                        {steps.map((step) => (
                            <li key={step}>{t(`help.step.${step}`)}</li>
                        ))}
                    </ol>
                </Card>
                <Snippet title={t('help.server')} note={t('help.server.note')} text={SERVER_SETTINGS} />
                <Snippet title={t('help.account')} note={t('help.account.note')} text={ACCOUNT_SQL} />
                <Snippet title={t('help.tables')} note={t('help.tables.note')} text={TABLES_SQL} />
                <Snippet title={t('help.commands')} note={t('help.commands.note')} text={COMMANDS} />
                <Card title="REST">
                    <Typography.Paragraph>
                        {t('help.rest')}{' '}
                        <Typography.Link underline href="/api/v1/openapi.json">
                            /api/v1/openapi.json
                        </Typography.Link>
                    </Typography.Paragraph>
                    <pre className="code" tabIndex={0}>
                        {REST}
                    </pre>
                </Card>
                <Card title={t('help.words')}>
                    <dl style={{ margin: 0 }}>
                        {words.map((word) => (
                            <div key={word} className="below">
                                <dt>
                                    <strong>{t(`help.word.${word}`)}</strong>
                                </dt>
                                <dd style={{ margin: 0 }}>{t(`help.word.${word}.is`)}</dd>
                            </div>
                        ))}
                    </dl>
                </Card>
            </div>
        </>
    );
}

function Snippet({ title, note, text }: { title: string; note: string; text: string }) {
    const { t } = useTexts();
    return (
        <Card
            title={title}
            extra={<Typography.Text copyable={{ text, tooltips: [t('do.copy'), t('do.copied')] }} />}
        >
            <Typography.Paragraph>{note}</Typography.Paragraph>
            <pre className="code" tabIndex={0}>
                {text}
            </pre>
        </Card>
    );
}
