import { Alert, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { readBatch } from '../../domain/batch';
import type { Mapping } from '../../domain/mapping';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';

interface Props {
    known: Mapping[];
    open: boolean;
    close: () => void;
    add: (mappings: Mapping[]) => Promise<unknown>;
}

const SHOWN = 10;

/** Many mappings out of a text area, all or none. */
export function BatchDialog({ known, open, close, add }: Props) {
    const { t } = useTexts();
    const [text, setText] = useState('');
    const [error, setError] = useState<unknown>();
    const [busy, setBusy] = useState(false);
    const batch = readBatch(text, known);
    const finish = async () => {
        setBusy(true);
        setError(undefined);
        try {
            await add(batch.mappings);
            setText('');
            close();
        } catch (failed) {
            setError(failed);
        } finally {
            setBusy(false);
        }
    };
    return (
        <Modal
            title={t('mapping.batch')}
            width={720}
            open={open}
            onCancel={close}
            okText={t('mapping.batch.add', { count: batch.mappings.length })}
            okButtonProps={{
                disabled: batch.mistakes.length > 0 || batch.mappings.length === 0,
                loading: busy,
            }}
            onOk={() => void finish()}
        >
            <Typography.Paragraph>{t('mapping.batch.how')}</Typography.Paragraph>
            <pre className="code below" tabIndex={0}>
                {
                    'shop.*\n!shop.tmp_*\nshop.orders -> dw.orders\nlogs.event_[00-15], dw.events\nschema,table,1,2,5'
                }
            </pre>
            <Input.TextArea
                autoFocus
                rows={10}
                className="below"
                value={text}
                aria-label={t('mapping.batch')}
                onChange={(event) => setText(event.target.value)}
            />
            {batch.mistakes.length > 0 && (
                <Alert
                    type="error"
                    title={t('mapping.batch.mistakes', { count: batch.mistakes.length })}
                    description={batch.mistakes.slice(0, SHOWN).map(({ line, text: wrong, mistake }) => (
                        <div key={line} className="break">
                            {t('mapping.batch.line', { line })} {t(`mapping.mistake.${mistake}`)} {wrong}
                        </div>
                    ))}
                />
            )}
            {error !== undefined && <ProblemView error={error} />}
        </Modal>
    );
}
