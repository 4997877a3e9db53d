import { Alert, Button, Modal, Typography } from 'antd';
import type { EnrolmentSecret } from '../../api/live-types';
import type { NodeConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { Moment } from '../../ui/Moment';

interface NewProps {
    node: Thing<NodeConfig> | undefined;
    close: () => void;
    secret: (node: Thing<NodeConfig>) => void;
}

/** What to do on the machine after a node was added. */
export function NewNode({ node, close, secret }: NewProps) {
    const { t } = useTexts();
    return (
        <Modal
            title={t('node.new.title', { name: node?.config.name ?? '' })}
            open={node !== undefined}
            onCancel={close}
            footer={
                node && [
                    <Button key="secret" onClick={() => secret(node)}>
                        {t('node.secret')}
                    </Button>,
                    <Button key="close" type="primary" onClick={close}>
                        {t('do.close')}
                    </Button>,
                ]
            }
        >
            <Typography.Paragraph>{t('node.new.what')}</Typography.Paragraph>
            <Typography.Paragraph copyable={{ text: `echo ${node?.id} > conf/nid` }}>
                <Typography.Text code>{`echo ${node?.id} > conf/nid`}</Typography.Text>
            </Typography.Paragraph>
            <Typography.Paragraph>{t('node.new.then')}</Typography.Paragraph>
        </Modal>
    );
}

interface SecretProps {
    secret: (EnrolmentSecret & { node: string }) | undefined;
    close: () => void;
}

/** A secret that lets a node in once; shown this once. */
export function SecretShown({ secret, close }: SecretProps) {
    const { t } = useTexts();
    return (
        <Modal
            title={t('node.secret.title', { name: secret?.node ?? '' })}
            open={secret !== undefined}
            onCancel={close}
            footer={
                <Button type="primary" onClick={close}>
                    {t('do.close')}
                </Button>
            }
        >
            <Alert className="below" type="warning" showIcon title={t('shown.once')} />
            <Typography.Paragraph copyable={{ text: secret?.secret ?? '' }} className="break">
                <Typography.Text code>{secret?.secret}</Typography.Text>
            </Typography.Paragraph>
            <Typography.Paragraph type="secondary">
                {t('node.secret.until')} <Moment at={secret?.expires} />
            </Typography.Paragraph>
        </Modal>
    );
}
