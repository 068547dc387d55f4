"""An SSH server for the tests of push: git-receive-pack and git-upload-pack below a folder, for the keys of one file. Ends with its parent.
Usage: push_ssh.py ROOT HOSTKEY AUTHORIZED PORTFILE"""
import asyncio, os, shlex, sys, warnings
warnings.filterwarnings("ignore")
import asyncssh

root, hostkey, authorized, portfile = sys.argv[1:5]

async def serve(process):
    words = shlex.split(process.command or "")
    if len(words) != 2 or words[0] not in ("git-receive-pack", "git-upload-pack"):
        process.stderr.write(b"only git\n")
        return process.exit(1)
    path = os.path.join(root, words[1].lstrip("/"))
    limit = os.environ.get("LIMIT_KB")
    command = ["bash", "-c", "ulimit -f %s; trap '' XFSZ; exec \"$@\"" % limit, "x"] if limit else []
    child = await asyncio.create_subprocess_exec(*command, words[0], path, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    await process.redirect(stdin=child.stdin, stdout=child.stdout, stderr=child.stderr)
    process.exit(await child.wait())

class Server(asyncssh.SSHServer):
    def begin_auth(self, username):
        return True

async def main():
    server = await asyncssh.listen("127.0.0.1", 0, server_factory=Server, server_host_keys=[hostkey],
        authorized_client_keys=authorized, process_factory=serve, encoding=None)
    with open(portfile + ".new", "w") as f:
        f.write(str(server.sockets[0].getsockname()[1]))
    os.rename(portfile + ".new", portfile)
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(0.5)

asyncio.run(main())
