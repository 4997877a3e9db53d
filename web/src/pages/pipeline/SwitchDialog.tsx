import { Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { useLiveNodes, useSwitch } from '../../api/live';
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

/** Lets the leader of a pipeline hand over to another node. */
export function SwitchDialog({ channel, pipeline, full, open, close }: Props) {
    const { t } = useTexts();
    const [node, setNode] = useState<string>();
    const nodes = useLiveNodes(open);
    const change = useSwitch(channel, pipeline);
    const tell = useTell();
    return (
        <Modal
            title={t('switch.title', { name: full })}
            open={open}
            onCancel={close}
            okText={t('switch.do')}
            okButtonProps={{ danger: true, loading: change.isPending }}
            onOk={() =>
                change.mutate(node, {
                    onSuccess: () => {
                        tell.done(t('switch.done'));
                        close();
                    },
                })
            }
        >
            <Typography.Paragraph>{t('switch.what')}</Typography.Paragraph>
            <Select
                className="full below"
                aria-label={t('field.node')}
                allowClear
                placeholder={t('switch.any')}
                value={node}
                onChange={setNode}
                options={(nodes.data ?? [])
                    .filter((one) => one.connected)
                    .map((one) => ({ value: one.name, label: `${one.name} (nid ${one.nid})` }))}
            />
            {change.error && <ProblemView error={change.error} />}
        </Modal>
    );
}
