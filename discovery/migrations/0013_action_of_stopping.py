"""The log tells of who stopped a recompute."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discovery', '0012_actions_of_scoring'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='action',
            field=models.CharField(choices=[('brand.renamed', 'renamed the brand'), ('brand.deleted', 'deleted the brand'), ('campaign.created', 'made the campaign'), ('campaign.changed', 'changed the campaign'), ('campaign.deleted', 'deleted the campaign'), ('campaign.shared', 'shared the campaign'), ('campaign.unshared', 'stopped sharing the campaign'), ('campaign.handed_over', 'handed over the campaign'), ('shortlist.created', 'made the shortlist'), ('shortlist.renamed', 'renamed the shortlist'), ('shortlist.deleted', 'deleted the shortlist'), ('entries.added', 'added accounts to the shortlist'), ('entries.changed', 'changed entries of the shortlist'), ('entries.removed', 'removed accounts from the shortlist'), ('entries.restored', 'put accounts back on the shortlist'), ('shortlist.exported', 'exported the shortlist'), ('import.uploaded', 'uploaded the list'), ('import.queued', 'started loading the list'), ('import.loaded', 'loaded the list'), ('import.failed', 'could not load the list'), ('import.discarded', 'discarded the list'), ('import.cancelled', 'cancelled the loading of'), ('import.undo_started', 'started undoing the list'), ('import.undone', 'undid the list'), ('creator.linked', 'linked accounts to the creator'), ('creator.unlinked', 'separated an account from the creator'), ('flag.dismissed', 'dismissed a flag of'), ('flag.restored', 'restored a flag of'), ('method.chosen', 'changed the method to'), ('scores.requested', 'had all scores recomputed by'), ('scores.stopped', 'stopped the recompute'), ('sample.removed', 'removed the sample data'), ('person.invited', 'invited'), ('person.joined', 'joined'), ('person.invitation_revoked', 'revoked the invitation of'), ('person.role_changed', 'changed the role of'), ('person.deactivated', 'deactivated'), ('person.reactivated', 'reactivated'), ('person.mfa_reset', 'removed the second factor of'), ('token.created', 'made an API token'), ('token.revoked', 'revoked an API token')], max_length=30),
        ),
    ]
