/*
 * Copies every packet that an interface sends or receives to standard output, until it is ended: four bytes of length, most significant first,
 * then the Ethernet frame. Wants CAP_NET_RAW. Says "seeing" on standard error once it misses nothing any more.
 */
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdio.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	static unsigned char frame[65536];
	struct sockaddr_ll address = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL) };
	int sock = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));

	address.sll_ifindex = argc == 2 ? (int)if_nametoindex(argv[1]) : 0;
	if (sock < 0 || address.sll_ifindex == 0 || bind(sock, (struct sockaddr *)&address, sizeof address) != 0) {
		perror("see_packets");
		return 1;
	}
	fputs("seeing\n", stderr);
	for (;;) {
		ssize_t length = recv(sock, frame, sizeof frame, 0);
		uint32_t header = htonl((uint32_t)length);

		if (length < 0 || fwrite(&header, 4, 1, stdout) != 1 || fwrite(frame, (size_t)length, 1, stdout) != 1)
			return 1;
		fflush(stdout);
	}
}
