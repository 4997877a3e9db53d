import { Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { useResync } from '../../api/channels';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import { useTell } from '../../ui/tell';

interface Props {
    channel: number;
    pipeline: string;
    full: string;
    open: boolean;
    close: () => void;
}

/** Asks for rows to be read again and sent. */
export function ResyncDialog({ channel, pipeline, full, open, close }: Props) {
    const { t } = useTexts();
    const [tables, setTables] = useState<string[]>([]);
    const resync = useResync(channel, pipeline);
    const tell = useTell();
    return (
        <Modal
            title={t('resync.title', { name: full })}
            open={open}
            onCancel={close}
            okText={t('resync.do')}
            okButtonProps={{ danger: true, loading: resync.isPending }}
            onOk={() =>
                resync.mutate(tables, {
                    onSuccess: () => {
                        tell.done(t('resync.done'));
                        close();
                    },
                })
            }
        >
            <Typography.Paragraph>{t('resync.what')}</Typography.Paragraph>
            <Select
                className="full below"
                mode="tags"
                open={false}
                suffixIcon={null}
                aria-label={t('nav.tables')}
                placeholder={t('resync.tables')}
                value={tables}
                onChange={setTables}
                tokenSeparators={[',', ' ']}
            />
            {resync.error && <ProblemView error={resync.error} />}
        </Modal>
    );
}
