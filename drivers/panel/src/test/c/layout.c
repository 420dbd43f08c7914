/* Prints sizes, offsets and request numbers of the kernel's structures that drivers/panel writes by hand. */
#include <linux/gpio.h>
#include <linux/input.h>
#include <linux/spi/spidev.h>
#include <stddef.h>
#include <stdio.h>

#define SHOW(name, value) printf("%s %lu\n", name, (unsigned long) (value))

int main(void) {
    SHOW("input_event", sizeof(struct input_event));
    SHOW("input_event.type", offsetof(struct input_event, type));
    SHOW("input_event.code", offsetof(struct input_event, code));
    SHOW("input_event.value", offsetof(struct input_event, value));
    SHOW("EVIOCGSW(8)", EVIOCGSW(8));
    SHOW("line_request", sizeof(struct gpio_v2_line_request));
    SHOW("line_request.consumer", offsetof(struct gpio_v2_line_request, consumer));
    SHOW("line_request.config.flags", offsetof(struct gpio_v2_line_request, config.flags));
    SHOW("line_request.config.num_attrs", offsetof(struct gpio_v2_line_request, config.num_attrs));
    SHOW("line_request.config.attrs[0].attr.id", offsetof(struct gpio_v2_line_request, config.attrs[0].attr.id));
    SHOW("line_request.config.attrs[0].attr.debounce_period_us", offsetof(struct gpio_v2_line_request, config.attrs[0].attr.debounce_period_us));
    SHOW("line_request.config.attrs[0].mask", offsetof(struct gpio_v2_line_request, config.attrs[0].mask));
    SHOW("line_request.num_lines", offsetof(struct gpio_v2_line_request, num_lines));
    SHOW("line_request.fd", offsetof(struct gpio_v2_line_request, fd));
    SHOW("line_values", sizeof(struct gpio_v2_line_values));
    SHOW("line_values.mask", offsetof(struct gpio_v2_line_values, mask));
    SHOW("line_event", sizeof(struct gpio_v2_line_event));
    SHOW("line_event.id", offsetof(struct gpio_v2_line_event, id));
    SHOW("chip_info", sizeof(struct gpiochip_info));
    SHOW("chip_info.label", offsetof(struct gpiochip_info, label));
    SHOW("GET_LINE", GPIO_V2_GET_LINE_IOCTL);
    SHOW("GET_VALUES", GPIO_V2_LINE_GET_VALUES_IOCTL);
    SHOW("CHIP_INFO", GPIO_GET_CHIPINFO_IOCTL);
    SHOW("SPI_MODE", SPI_IOC_WR_MODE);
    SHOW("SPI_SPEED", SPI_IOC_WR_MAX_SPEED_HZ);
    return 0;
}
