import { useNavigate } from 'react-router';
import type { ChannelConfig, Thing } from '../../api/types';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../ui/FormDrawer';
import { DescriptionField, NameField } from '../../ui/fields';

interface Props {
    edited: Thing<ChannelConfig> | 'new' | undefined;
    close: () => void;
}

/** Name and description of a channel; its pipelines stay as they are. */
export function ChannelForm({ edited, close }: Props) {
    const { t } = useTexts();
    const navigate = useNavigate();
    const thing = edited === 'new' ? undefined : edited;
    return (
        <FormDrawer
            kind="channels"
            title={thing ? t('channel.edit') : t('channel.add')}
            thing={thing}
            open={edited !== undefined}
            close={close}
            fresh={{}}
            toConfig={(values: Partial<ChannelConfig>, before) => ({
                ...values,
                pipelines: before?.pipelines ?? [],
            })}
            saved={(made) => {
                if (thing === undefined) void navigate(`/channels/${made.id}`);
            }}
        >
            {() => (
                <>
                    <NameField disabled={thing?.state === 'running' || thing?.state === 'paused'} />
                    <DescriptionField />
                </>
            )}
        </FormDrawer>
    );
}
