package dev.hearken.app.internal.cli;

import picocli.CommandLine.Command;

/** {@code hearken models}. */
@Command(name = "models", mixinStandardHelpOptions = true,
    description = {"Signed updates of models, sentences and settings: the publisher's side, and what a speaker has installed.",
        "A repository is a folder that any web server can offer as it is; keys may stay on a machine without a network.",
        "`hearken models train-wake \"okay kitchen\"` trains a verifier for a wake phrase of your own (the launcher's: it needs Python)."},
    subcommands = {
        ModelsKeygenCommand.class,
        ModelsRotateRootCommand.class,
        ModelsPublishCommand.class,
        ModelsSignCommand.class,
        ModelsVerifyCommand.class,
        ModelsPatchCommand.class,
        ModelsServeCommand.class,
        ModelsInstallCommand.class,
        ModelsStatusCommand.class,
        ModelsSelfTestCommand.class,
    },
    footerHeading = "%nFrom nothing to a speaker:%n", footer = {
        "  hearken models keygen root-1 root-2 timestamp targets",
        "  hearken models rotate-root repo --root root-1.pub --root root-2.pub --timestamp timestamp.pub --targets targets.pub --key root-1.key --key root-2.key",
        "  hearken models publish repo --pack models/packs/en-small --key targets.key --key timestamp.key",
        "  hearken models verify repo",
        "  hearken models install --from repo --root repo/1.root.json"})
final class ModelsCommand extends CommandGroup {
}
