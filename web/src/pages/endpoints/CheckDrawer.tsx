import { Button, Drawer, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useCheckEndpoint } from '../../api/records';
import type { EndpointConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { ProblemView } from '../../ui/ProblemView';
import { Findings } from './Findings';

interface Props {
    endpoint: Thing<EndpointConfig> | undefined;
    close: () => void;
}

/** Tests the connection of a saved endpoint. */
export function CheckDrawer({ endpoint, close }: Props) {
    const { t } = useTexts();
    const check = useCheckEndpoint();
    const { mutate } = check;
    const id = endpoint?.id;
    useEffect(() => {
        if (id !== undefined) mutate({ id });
    }, [id, mutate]);
    const again = () => {
        if (id !== undefined) mutate({ id });
    };
    return (
        <Drawer
            title={t('check.title', { name: endpoint?.config.name ?? '' })}
            size={620}
            open={endpoint !== undefined}
            onClose={close}
            extra={
                <Button loading={check.isPending} onClick={again}>
                    {t('check.again')}
                </Button>
            }
        >
            {check.isPending && <Skeleton active />}
            {check.error && <ProblemView error={check.error} retry={again} />}
            {check.data && <Findings report={check.data} />}
        </Drawer>
    );
}
