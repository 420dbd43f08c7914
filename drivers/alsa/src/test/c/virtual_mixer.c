/* Volume controls for tests: an ALSA control plug-in with "Master" (0 to 64, switch, two channels) and "PCM" (0 to 255). */
#include <alsa/asoundlib.h>
#include <alsa/control_external.h>

enum { MASTER_VOLUME, MASTER_SWITCH, PCM_VOLUME, ELEMENTS };

static const struct {
	const char *name;
	int type;
	unsigned int channels;
	long max;
} elements[ELEMENTS] = {
	{"Master Playback Volume", SND_CTL_ELEM_TYPE_INTEGER, 2, 64},
	{"Master Playback Switch", SND_CTL_ELEM_TYPE_BOOLEAN, 2, 1},
	{"PCM Playback Volume", SND_CTL_ELEM_TYPE_INTEGER, 1, 255},
};

struct mixer {
	snd_ctl_ext_t ext;
	long values[ELEMENTS][2];
};

static int mixer_count(snd_ctl_ext_t *ext)
{
	(void)ext;
	return ELEMENTS;
}

static int mixer_list(snd_ctl_ext_t *ext, unsigned int offset, snd_ctl_elem_id_t *id)
{
	(void)ext;
	snd_ctl_elem_id_set_interface(id, SND_CTL_ELEM_IFACE_MIXER);
	snd_ctl_elem_id_set_name(id, elements[offset].name);
	return 0;
}

static snd_ctl_ext_key_t mixer_find(snd_ctl_ext_t *ext, const snd_ctl_elem_id_t *id)
{
	int i;

	(void)ext;
	for (i = 0; i < ELEMENTS; i++)
		if (!strcmp(elements[i].name, snd_ctl_elem_id_get_name(id)))
			return i;
	return SND_CTL_EXT_KEY_NOT_FOUND;
}

static int mixer_attribute(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, int *type, unsigned int *access, unsigned int *count)
{
	(void)ext;
	*type = elements[key].type;
	*access = SND_CTL_EXT_ACCESS_READWRITE;
	*count = elements[key].channels;
	return 0;
}

static int mixer_range(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *min, long *max, long *step)
{
	(void)ext;
	*min = 0;
	*max = elements[key].max;
	*step = 1;
	return 0;
}

static int mixer_read(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value)
{
	struct mixer *mixer = ext->private_data;

	memcpy(value, mixer->values[key], elements[key].channels * sizeof *value);
	return 0;
}

static int mixer_write(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value)
{
	struct mixer *mixer = ext->private_data;

	memcpy(mixer->values[key], value, elements[key].channels * sizeof *value);
	return 1;
}

static int mixer_read_event(snd_ctl_ext_t *ext, snd_ctl_elem_id_t *id, unsigned int *mask)
{
	(void)ext;
	(void)id;
	(void)mask;
	return -EAGAIN;
}

static void mixer_close(snd_ctl_ext_t *ext)
{
	free(ext->private_data);
}

static const snd_ctl_ext_callback_t callbacks = {
	.close = mixer_close,
	.elem_count = mixer_count,
	.elem_list = mixer_list,
	.find_elem = mixer_find,
	.get_attribute = mixer_attribute,
	.get_integer_info = mixer_range,
	.read_integer = mixer_read,
	.write_integer = mixer_write,
	.read_event = mixer_read_event,
};

SND_CTL_PLUGIN_DEFINE_FUNC(virtual_mixer)
{
	struct mixer *mixer = calloc(1, sizeof *mixer);
	int err;

	(void)root;
	(void)conf;
	if (!mixer)
		return -ENOMEM;
	mixer->values[MASTER_SWITCH][0] = mixer->values[MASTER_SWITCH][1] = 1;
	mixer->ext.version = SND_CTL_EXT_VERSION;
	mixer->ext.card_idx = 0;
	strcpy(mixer->ext.id, "virtual");
	strcpy(mixer->ext.driver, "Hearken");
	strcpy(mixer->ext.name, "Hearken's virtual mixer");
	strcpy(mixer->ext.longname, "Hearken's virtual mixer");
	strcpy(mixer->ext.mixername, "Hearken's virtual mixer");
	mixer->ext.poll_fd = -1;
	mixer->ext.callback = &callbacks;
	mixer->ext.private_data = mixer;
	err = snd_ctl_ext_create(&mixer->ext, name, mode);
	if (err < 0) {
		free(mixer);
		return err;
	}
	*handlep = mixer->ext.handle;
	return 0;
}

SND_CTL_PLUGIN_SYMBOL(virtual_mixer);
