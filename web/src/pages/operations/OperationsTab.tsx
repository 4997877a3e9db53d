import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { useOperations } from '../../api/operations';
import type { OperationKind } from '../../api/operations';
import { useMay } from '../../api/session';
import { useTexts } from '../../i18n';
import { Face, Nothing } from '../../ui/Face';
import { AskDialog } from './AskDialog';
import { OperationDrawer } from './OperationDrawer';
import { OperationTable } from './OperationTable';
import { ReadBackCard } from './ReadBackCard';
import { StatementsCard } from './StatementsCard';

interface Props {
    channel: number;
    pipeline: string;
    /** Whether rows of the pipeline are read back. */
    readBack: boolean;
}

const KINDS: OperationKind[] = ['copy', 'check', 'resync', 'standby'];

/** What operators have done once to a pipeline; conditions and findings are for operators only. */
export function OperationsTab({ channel, pipeline, readBack }: Props) {
    const { t } = useTexts();
    const may = useMay();
    if (!may.operate) return <Alert type="info" showIcon title={t('operation.login')} />;
    return <Operations channel={channel} pipeline={pipeline} readBack={readBack} />;
}

function Operations({ channel, pipeline, readBack }: Props) {
    const { t } = useTexts();
    const [asked, setAsked] = useState<OperationKind>();
    const [shown, setShown] = useState<number>();
    const operations = useOperations(channel, pipeline);
    return (
        <div className="stack">
            <Card title={t('operation.new')}>
                <Flex gap={8} wrap>
                    {KINDS.map((kind) => (
                        <Button key={kind} onClick={() => setAsked(kind)}>
                            {t(`operation.do.${kind}`)}
                        </Button>
                    ))}
                </Flex>
            </Card>
            <StatementsCard channel={channel} pipeline={pipeline} />
            {readBack && <ReadBackCard channel={channel} pipeline={pipeline} />}
            <Card title={t('operation.list')}>
                <Face
                    query={operations}
                    isEmpty={(all) => all.length === 0}
                    empty={<Nothing text={t('operation.empty')} />}
                >
                    {(all) => <OperationTable operations={all} show={setShown} />}
                </Face>
            </Card>
            <AskDialog channel={channel} pipeline={pipeline} kind={asked} close={() => setAsked(undefined)} />
            <OperationDrawer id={shown} close={() => setShown(undefined)} />
        </div>
    );
}
